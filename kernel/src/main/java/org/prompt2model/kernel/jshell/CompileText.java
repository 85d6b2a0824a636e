package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;
import org.prompt2model.kernel.jshell.Places.Place;

/** The lines that a notebook shows of a snippet that does not compile: place, source line, caret, compiler's words. */
final class CompileText {
    private static final String UNKNOWN = "compiler.err.cant.resolve";
    private static final String SYNTAX = "compiler.err.expected";
    private static final String CONSEQUENCE = "compiler.err.unreachable.stmt";

    private final Imports imports;

    CompileText(Imports imports) {
        this.imports = imports;
    }

    CellError error(Place place, List<Diag> problems) {
        List<String> lines = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        boolean syntax = problems.stream().anyMatch(each -> each.getCode().startsWith(SYNTAX));
        for (Diag problem : problems) {
            boolean consequence = syntax && problem.getCode().startsWith(CONSEQUENCE);
            if (problem.isError() && !consequence) {
                messages.add(place.line(lineOf(place, problem)) + ": " + firstLine(words(problem)));
                lines.addAll(problem(place, problem));
            }
        }
        if (lines.isEmpty()) {
            messages.add("this is not Java");
            lines.add(Ink.bold(CellError.COMPILE) + ": this is not Java");
        }
        return new CellError(CellError.COMPILE, messages.get(0), lines);
    }

    private List<String> problem(Place place, Diag problem) {
        List<String> lines = new ArrayList<>();
        String source = place.source();
        int at = position(place, problem);
        int line = lineOf(place, problem);
        int column = at - (source.lastIndexOf('\n', at - 1) + 1);
        int end = Math.min(Math.max(place.piece().offsetOf((int) problem.getEndPosition()), at + 1), source.length());
        int length = Math.max(
                1, source.substring(at, Math.max(at, end)).split("\n", -1)[0].length());
        String text = place.text(line);
        lines.add(Ink.bold(CellError.COMPILE) + " in " + Ink.bold(place.line(line)) + ":");
        lines.add("    " + text);
        lines.add("    " + text.substring(0, Math.min(column, text.length())).replaceAll("[^\t]", " ")
                + Ink.bold("^".repeat(length)));
        words(problem).lines().forEach(lines::add);
        if (problem.getCode().startsWith(UNKNOWN)) {
            cure(source.substring(at, Math.max(at, end))).forEach(lines::add);
        }
        return lines;
    }

    /** What to say about an unknown name: the imports that would cure it. */
    List<String> cure(String name) {
        List<String> cures = imports.curing(name);
        return cures.isEmpty()
                ? List.of()
                : List.of(Ink.bold(cures.size() == 1 ? "This would cure it:" : "One of these would cure it:") + " "
                        + String.join(" ", cures));
    }

    private static int lineOf(Place place, Diag problem) {
        return CellSource.lines(place.source(), position(place, problem)) + 1;
    }

    private static int position(Place place, Diag problem) {
        long at = problem.getStartPosition() == Diag.NOPOS ? problem.getPosition() : problem.getStartPosition();
        return Math.max(
                0, Math.min(place.piece().offsetOf((int) at), place.source().length()));
    }

    private static String words(Diag problem) {
        return ThrownText.asWritten(problem.getMessage(Locale.ROOT)).replaceAll("\\R\\s*location: class\\s*$", "");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}

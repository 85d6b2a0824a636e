package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;
import org.prompt2model.kernel.jshell.Places.Place;

/** The lines that a notebook shows of a snippet that does not compile: place, source line, caret, compiler's words. */
final class CompileText {
    private CompileText() {}

    static CellError error(Place place, List<Diag> problems) {
        List<String> lines = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (Diag problem : problems) {
            if (problem.isError()) {
                messages.add(place.line(lineOf(place, problem)) + ": " + firstLine(words(problem)));
                lines.addAll(problem(place, problem));
            }
        }
        if (lines.isEmpty()) {
            messages.add("this is not Java");
            lines.add(Ink.red(CellError.COMPILE) + ": this is not Java");
        }
        return new CellError(CellError.COMPILE, messages.get(0), lines);
    }

    private static List<String> problem(Place place, Diag problem) {
        List<String> lines = new ArrayList<>();
        String source = place.source();
        int at = position(place, problem);
        int line = lineOf(place, problem);
        int column = at - (source.lastIndexOf('\n', at - 1) + 1);
        int end = Math.min(Math.max(place.piece().offsetOf((int) problem.getEndPosition()), at + 1), source.length());
        int length = Math.max(
                1, source.substring(at, Math.max(at, end)).split("\n", -1)[0].length());
        String text = place.text(line);
        lines.add(Ink.red(CellError.COMPILE) + " in " + Ink.cyan(place.line(line)) + ":");
        lines.add("    " + text);
        lines.add("    " + text.substring(0, Math.min(column, text.length())).replaceAll("[^\t]", " ")
                + Ink.red("^".repeat(length)));
        words(problem).lines().forEach(lines::add);
        return lines;
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
        return problem.getMessage(Locale.ROOT);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}

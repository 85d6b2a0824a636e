package org.prompt2model.kernel.magics;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.kernel.jshell.Completeness;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Interpreter;

/** What an editor asks about cells that may hold magics. */
final class MagicQuestions {
    private static final Pattern NAME = Pattern.compile("(?s)(?:.*\\n)?[ \\t]*(%{1,2}\\w*)");
    private static final Pattern CELL = Pattern.compile("(?s)\\s*%%\\w.*");

    private final Interpreter java;
    private final MagicRunner magics;
    private final FileNames files;

    MagicQuestions(Interpreter java, MagicRunner magics) {
        this.java = java;
        this.magics = magics;
        files = new FileNames(magics::registry);
    }

    /** A cell magic ends with an empty line; a line magic with its line. */
    Completeness completeness(String source) {
        if (CELL.matcher(source).matches()) {
            return source.endsWith("\n") && source.strip().contains("\n")
                    ? Completeness.complete()
                    : Completeness.incomplete(source);
        }
        List<CellParts.Part> parts = CellParts.of(source, 1);
        String rest =
                ((CellParts.Part.Java) parts.get(parts.size() - 1)).source().stripTrailing();
        return parts.size() > 1 && rest.isEmpty() ? Completeness.complete() : java.completeness(rest);
    }

    Completions complete(String source, int cursor) {
        Matcher name = NAME.matcher(source.substring(0, cursor));
        if (name.matches() && JavaOfCell.of(source).startsWith(" ", name.start(1))) {
            List<String> matches = magics.registry().names().stream()
                    .filter(each -> each.startsWith(name.group(1)))
                    .toList();
            return new Completions(matches, name.start(1), cursor);
        }
        return files.complete(source, cursor).orElseGet(() -> ofJava(source, cursor));
    }

    /** Behind a magic that takes no Java there is none. */
    private Completions ofJava(String source, int cursor) {
        String cell = JavaOfCell.of(source);
        int start = source.lastIndexOf('\n', cursor - 1) + 1;
        boolean magic = !source.substring(start, cursor).isBlank()
                && cell.substring(start, cursor).isBlank();
        return magic ? new Completions(List.of(), cursor, cursor) : java.complete(cell, cursor);
    }

    Optional<String> describe(String source, int cursor) {
        int start = source.lastIndexOf('\n', Math.max(0, cursor - 1)) + 1;
        int end = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
        String word = source.substring(start, end).strip().split("\\s", 2)[0];
        Optional<String> magic =
                magics.registry().find(word).map(found -> found.name() + " " + found.arguments() + "\n" + found.help());
        return magic.isPresent() && JavaOfCell.of(source).startsWith(" ", source.indexOf(word, start))
                ? magic
                : java.describe(JavaOfCell.of(source), cursor);
    }
}

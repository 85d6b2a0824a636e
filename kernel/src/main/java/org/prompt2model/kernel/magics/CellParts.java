package org.prompt2model.kernel.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A cell cut at its magic lines. */
final class CellParts {
    private static final Pattern LINE = Pattern.compile("\\s*%([a-zA-Z]\\w*)(?:\\s+(.*?))?\\s*");
    private static final Pattern ASSIGNED =
            Pattern.compile("([\\w.<>,?\\[\\] \\t]*\\w[\\w.<>\\[\\] \\t]*=)\\s*%([a-zA-Z]\\w*)(?:\\s+(.*?))?;?\\s*");
    private static final Pattern CELL = Pattern.compile("\\s*%%([a-zA-Z]\\w*)(?:[ \\t]+(.*?))?[ \\t]*(?:\\r?\\n|$)");

    /** A part of a cell. */
    sealed interface Part {
        /** Java, with the line of the cell on which it begins, from 1. */
        record Java(String source, int line) implements Part {}

        /** A line magic with the rest of its line. */
        record Magic(String name, String arguments, int line) implements Part {}

        /** A cell magic, with everything below its line. */
        record CellMagic(String name, String arguments, String body, int line) implements Part {}
    }

    private CellParts() {}

    /** Cuts a cell; its first line is counted as the one given. */
    static List<Part> of(String cell, int firstLine) {
        Matcher whole = CELL.matcher(cell);
        if (whole.lookingAt()) {
            int line = firstLine + count(cell.substring(0, whole.end()));
            return List.of(
                    new Part.CellMagic(whole.group(1), orEmpty(whole.group(2)), cell.substring(whole.end()), line));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        JavaLines lines = new JavaLines();
        int start = firstLine;
        int number = firstLine - 1;
        for (String line : cell.split("\n", -1)) {
            number++;
            Matcher magic = LINE.matcher(line);
            if (lines.inCode() && magic.matches()) {
                parts.add(new Part.Java(java.toString(), start));
                parts.add(new Part.Magic(magic.group(1), orEmpty(magic.group(2)), number));
                java.setLength(0);
                start = number + 1;
            } else {
                java.append(lines.inCode() ? assigned(line) : line).append('\n');
                lines.read(line);
            }
        }
        // The last line has no end of its own: a cell without magics is to come out as it went in.
        java.setLength(Math.max(0, java.length() - 1));
        parts.add(new Part.Java(java.toString(), start));
        return parts;
    }

    /** The Java of a line that takes a magic's value, as IJava writes it; any other line as it is. */
    private static String assigned(String line) {
        Matcher matcher = ASSIGNED.matcher(line);
        if (!matcher.matches()) {
            return line;
        }
        String words = new MagicCall("", orEmpty(matcher.group(3)), java.util.Optional.empty(), 0, 1, true)
                .words().stream().map(CellParts::literal).collect(Collectors.joining(", "));
        return matcher.group(1) + " io.github.spencerpark.ijava.runtime.Magics.lineMagic(" + literal(matcher.group(2))
                + ", java.util.List.of(" + words + "));";
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static int count(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}

package org.prompt2model.kernel.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell cut at its magic lines. */
final class CellParts {
    private static final Pattern LINE = Pattern.compile("\\s*%([a-zA-Z]\\w*)(?:\\s+(.*?))?\\s*");
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

    static List<Part> of(String cell) {
        Matcher whole = CELL.matcher(cell);
        if (whole.lookingAt()) {
            int line = 1 + count(cell.substring(0, whole.end()));
            String arguments = whole.group(2) == null ? "" : whole.group(2);
            return List.of(new Part.CellMagic(whole.group(1), arguments, cell.substring(whole.end()), line));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        int start = 1;
        int number = 0;
        boolean text = false;
        for (String line : cell.split("\n", -1)) {
            number++;
            Matcher magic = LINE.matcher(line);
            if (!text && magic.matches()) {
                parts.add(new Part.Java(java.toString(), start));
                parts.add(new Part.Magic(magic.group(1), magic.group(2) == null ? "" : magic.group(2), number));
                java.setLength(0);
                start = number + 1;
            } else {
                java.append(line).append('\n');
                text ^= (line.split("\"\"\"", -1).length - 1) % 2 == 1;
            }
        }
        parts.add(new Part.Java(java.toString(), start));
        return parts;
    }

    private static int count(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}

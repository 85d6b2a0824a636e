package org.prompt2model.kernel.magics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java of a cell with blanks in the place of its magics, so that every character keeps its place. */
final class JavaOfCell {
    private static final Pattern CELL = Pattern.compile("\\s*%%(\\w+)[^\\n]*(?:\\n|$)");
    private static final Pattern LINE = Pattern.compile("\\s*%(\\w+)(?:\\s.*)?");
    private static final Pattern TIMES_JAVA = Pattern.compile("\\s*%time(?:it)?\\s(?:\\s*-[nr]\\s*\\d+)*");

    private JavaOfCell() {}

    static String of(String cell) {
        Matcher whole = CELL.matcher(cell);
        if (whole.lookingAt()) {
            boolean java = whole.group(1).startsWith("time");
            return java ? blank(cell, whole.end()) + of(cell.substring(whole.end())) : blank(cell, cell.length());
        }
        StringBuilder text = new StringBuilder();
        JavaLines lines = new JavaLines();
        for (String line : cell.split("\n", -1)) {
            text.append(text.isEmpty() ? "" : "\n");
            if (lines.inCode() && LINE.matcher(line).matches()) {
                Matcher timed = TIMES_JAVA.matcher(line);
                text.append(
                        timed.lookingAt()
                                ? blank(line, timed.end()) + line.substring(timed.end())
                                : blank(line, line.length()));
            } else {
                text.append(line);
                lines.read(line);
            }
        }
        return text.toString();
    }

    private static String blank(String text, int end) {
        return text.substring(0, end).replaceAll("[^\\n]", " ");
    }
}

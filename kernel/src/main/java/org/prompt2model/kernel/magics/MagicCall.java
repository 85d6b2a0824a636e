package org.prompt2model.kernel.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A magic as a cell calls it.
 *
 * @param name the name it was called by, without percent signs
 * @param arguments the rest of its line, as it stands
 * @param body everything below the line of a cell magic; empty for a line magic
 * @param cell number of the cell; 0 where it is called from Java
 * @param line the line of the cell on which it stands, or on which its body begins, from 1
 * @param assigned whether the cell takes its value: {@code List<String> files = %system ls}
 */
record MagicCall(String name, String arguments, Optional<String> body, int cell, int line, boolean assigned) {
    MagicCall {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(body, "body");
    }

    /** The name as it is written: {@code %maven}, {@code %%time}. */
    String title() {
        return (body.isPresent() ? "%%" : "%") + name;
    }

    /** The arguments cut at white space, except within quotes; a backslash keeps a quote, a blank or itself. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            boolean escape = c == '\\'
                    && quote != '\''
                    && i + 1 < arguments.length()
                    && "\"'\\ ".indexOf(arguments.charAt(i + 1)) >= 0;
            if (escape) {
                i++;
                word.append(arguments.charAt(i));
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
                begun = true;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** The words as an argument line that {@link #words} cuts into the same words. */
    static String line(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.isEmpty() ? "" : " ")
                    .append('"')
                    .append(word.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return line.toString();
    }
}

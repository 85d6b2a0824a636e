package org.prompt2model.kernel.jshell;

import java.util.Objects;

/**
 * Whether source may be run as it stands.
 *
 * @param state {@code complete}, {@code incomplete} or {@code invalid}
 * @param indent white space to begin the next line with, where incomplete
 */
public record Completeness(String state, String indent) {
    private static final String STEP = "    ";

    public Completeness {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(indent, "indent");
    }

    public static Completeness complete() {
        return new Completeness("complete", "");
    }

    static Completeness invalid() {
        return new Completeness("invalid", "");
    }

    /** Indents by the brackets that are still open. */
    public static Completeness incomplete(String source) {
        int open = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if ("{([".indexOf(c) >= 0) {
                open++;
            } else if ("})]".indexOf(c) >= 0) {
                open--;
            }
        }
        return new Completeness("incomplete", STEP.repeat(Math.max(0, open)));
    }
}

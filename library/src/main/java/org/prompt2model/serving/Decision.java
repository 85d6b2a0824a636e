package org.prompt2model.serving;

import java.util.Objects;

/**
 * What a person said about one row.
 *
 * @param verdict what becomes of the row
 * @param input its input from now on
 * @param output its output from now on
 */
record Decision(Verdict verdict, String input, String output) {
    /** The words of the column {@code review}. */
    enum Verdict {
        /** The row is used as it is. */
        ACCEPTED("accepted"),
        /** The row is used with another input or output. */
        EDITED("edited"),
        /** The row is not used. */
        DROPPED("dropped");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Decision {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
    }
}

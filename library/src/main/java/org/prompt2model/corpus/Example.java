package org.prompt2model.corpus;

import java.util.Objects;

/** One input of a task with the output expected for it. */
public record Example(String input, String output) {
    public Example {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
    }
}

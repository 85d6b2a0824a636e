package org.prompt2model.teacher;

import java.util.Objects;
import java.util.Optional;

/**
 * One request to a teacher.
 *
 * @param prompt the whole prompt, as the user message
 * @param temperature sampling temperature, 0 to 2
 * @param seed passed to providers that take one; two questions that differ in it alone are two samples
 * @param maxTokens most tokens of the reply
 * @param shape the JSON that the reply should be; empty for free text
 */
public record Question(String prompt, double temperature, long seed, int maxTokens, Optional<JsonShape> shape) {
    public Question {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(shape, "shape");
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must be 0 to 2, not " + temperature);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
    }

    /** A question whose reply is free text. */
    public Question(String prompt, double temperature, long seed, int maxTokens) {
        this(prompt, temperature, seed, maxTokens, Optional.empty());
    }

    /** The same question, to be answered in JSON of that shape. */
    public Question as(JsonShape other) {
        return new Question(prompt, temperature, seed, maxTokens, Optional.of(other));
    }
}

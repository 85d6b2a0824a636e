package org.prompt2model.teacher;

import java.util.Objects;

/**
 * One request to a teacher.
 *
 * @param prompt the whole prompt, as the user message
 * @param temperature sampling temperature, 0 to 2
 * @param seed passed to providers that take one; two questions that differ in it alone are two samples
 * @param maxTokens most tokens of the reply
 */
public record Question(String prompt, double temperature, long seed, int maxTokens) {
    public Question {
        Objects.requireNonNull(prompt, "prompt");
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must be 0 to 2, not " + temperature);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
    }
}

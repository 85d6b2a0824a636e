package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.teacher.JsonShape;
import org.prompt2model.teacher.Question;

/** Gives each question of a call a seed of its own. */
final class Seeds {
    private final long seed;
    private long given;

    Seeds(long seed) {
        this.seed = seed;
    }

    /** A question whose reply has the given number of texts, under the numbers from 1. */
    Question question(String prompt, double temperature, int maxTokens, int texts) {
        List<JsonShape.Field> fields = new ArrayList<>();
        for (int number = 1; number <= texts; number++) {
            fields.add(JsonShape.text(Integer.toString(number)));
        }
        return question(prompt, temperature, maxTokens, JsonShape.object(fields.toArray(new JsonShape.Field[0])));
    }

    Question question(String prompt, double temperature, int maxTokens, JsonShape shape) {
        return new Question(prompt, temperature, seed * 1_000_003 + given++, maxTokens).as(shape);
    }
}

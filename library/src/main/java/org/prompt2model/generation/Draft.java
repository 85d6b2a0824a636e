package org.prompt2model.generation;

/**
 * A row as it came from the teacher.
 *
 * @param input text, possibly empty
 * @param output text, possibly empty
 * @param reason why it cannot be used; empty where it can
 * @param origin the request that brought it
 * @param costUsd its share of what the reply cost
 */
record Draft(String input, String output, String reason, Origin origin, double costUsd) implements Entry {
    /**
     * A request.
     *
     * @param request its number, from 1
     * @param temperature that it was asked with
     * @param attributes of the plan, as {@code topic: travel; length: short}; empty without a plan
     * @param key of the question in the journal
     */
    record Origin(int request, double temperature, String attributes, String key) {}

    Draft withOutput(String other) {
        return new Draft(input, other, reason, origin, costUsd);
    }

    Draft because(String why) {
        return new Draft(input, output, why, origin, costUsd);
    }
}

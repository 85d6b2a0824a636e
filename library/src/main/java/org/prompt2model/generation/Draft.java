package org.prompt2model.generation;

/**
 * A row as it came from the teacher.
 *
 * @param input text, possibly empty
 * @param output text, possibly empty
 * @param reason why it cannot be used; empty where it takes part in the vote
 * @param temperature of its request
 * @param request number of the question that brought it, from 1
 * @param costUsd its share of what the reply cost
 */
record Draft(String input, String output, String reason, double temperature, int request, double costUsd) {
    Draft withOutput(String other) {
        return new Draft(input, other, reason, temperature, request, costUsd);
    }

    Draft because(String why) {
        return new Draft(input, output, why, temperature, request, costUsd);
    }
}

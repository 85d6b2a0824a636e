package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network wrote.
 *
 * @param tokens up to and without the end
 * @param probability product of the probabilities of its tokens, 0 to 1
 * @param ended false where the length limit cut it off
 */
// Made for one call and decoded at once: nobody compares two answers.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int[] tokens, double probability, boolean ended) {
    /**
     * The answers of a batch.
     *
     * @param tokens B rows of equal length
     * @param logs logarithm of each row's probability
     * @param ends tokens that end an answer
     */
    static List<Answer> of(long[] tokens, float[] logs, List<Integer> ends) {
        int length = tokens.length / logs.length;
        List<Answer> answers = new ArrayList<>();
        for (int row = 0; row < logs.length; row++) {
            int end = 0;
            while (end < length && !ends.contains((int) tokens[row * length + end])) {
                end++;
            }
            int[] answer = Arrays.stream(tokens, row * length, row * length + end)
                    .mapToInt(Math::toIntExact)
                    .toArray();
            answers.add(new Answer(answer, Math.exp(logs[row]), end < length));
        }
        return answers;
    }
}

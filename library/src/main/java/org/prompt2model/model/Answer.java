package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network wrote.
 *
 * @param tokens up to and without the end
 * @param logs logarithm of the probability that the network gives each token, and its end where there is one
 * @param ended false where the length limit, or a stop sequence, cut it off
 */
// Made for one call and decoded at once: nobody compares two answers.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int[] tokens, float[] logs, boolean ended) {
    /** Product of the probabilities of its tokens, 0 to 1; these are the network's own, whatever the decoding. */
    public double probability() {
        float sum = 0;
        for (float log : logs) {
            sum += log;
        }
        return Math.exp(sum);
    }

    /** Its first tokens alone. */
    Answer first(int count) {
        return new Answer(Arrays.copyOf(tokens, count), Arrays.copyOf(logs, count), false);
    }

    /**
     * The answers of a batch.
     *
     * @param tokens B rows of equal length, -1 behind the end of each
     * @param logs logarithm of each token's probability, likewise
     * @param ends tokens that end an answer
     */
    static List<Answer> of(int rows, long[] tokens, float[] logs, List<Integer> ends) {
        int length = tokens.length / rows;
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < tokens.length; from += length) {
            int end = from;
            while (end < from + length && tokens[end] >= 0 && !ends.contains((int) tokens[end])) {
                end++;
            }
            boolean ended = end < from + length && tokens[end] >= 0;
            int[] answer =
                    Arrays.stream(tokens, from, end).mapToInt(Math::toIntExact).toArray();
            answers.add(new Answer(answer, Arrays.copyOfRange(logs, from, ended ? end + 1 : end), ended));
        }
        return answers;
    }
}

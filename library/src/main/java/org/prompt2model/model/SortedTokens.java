package org.prompt2model.model;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/**
 * A vocabulary in the order of its bytes, as a trie in disguise: what a token shares with the one before is not walked
 * again. The bytes lie one behind the other, for a vocabulary is walked once a state.
 */
final class SortedTokens {
    private static final int NO_STATE = -1;

    private final int[] order;
    private final int[] starts;
    private final byte[] bytes;
    private final int[] shared;
    private final int[] places;
    private final int[] states;

    /**
     * @param texts bytes of each token; null for what is no text
     * @param vocabulary number of tokens of the network; those beyond do not count
     * @param others tokens that do not count either
     */
    SortedTokens(byte[][] texts, int vocabulary, Set<Integer> others) {
        order = IntStream.range(0, Math.min(texts.length, vocabulary))
                .filter(token -> texts[token] != null && !others.contains(token))
                .boxed()
                .sorted((one, other) -> Arrays.compareUnsigned(texts[one], texts[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        starts = new int[order.length + 1];
        shared = new int[order.length];
        places = new int[vocabulary];
        Arrays.fill(places, -1);
        int longest = 0;
        for (int i = 0; i < order.length; i++) {
            byte[] text = texts[order[i]];
            starts[i + 1] = starts[i] + text.length;
            longest = Math.max(longest, text.length);
            int same = i == 0 ? 0 : Arrays.mismatch(texts[order[i - 1]], text);
            shared[i] = same < 0 ? text.length : same;
            places[order[i]] = i;
        }
        bytes = new byte[starts[order.length]];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(texts[order[i]], 0, bytes, starts[i], starts[i + 1] - starts[i]);
        }
        states = new int[longest + 1];
    }

    /** Is told of a token that may follow, and of the state behind it. */
    interface Step {
        void to(int token, int state);
    }

    /** Tells of every token that may follow a state. */
    void walk(ByteRunAutomaton automaton, int state, Step step) {
        states[0] = state;
        int walked = 0; // bytes of the token before that could be walked
        boolean dead = false; // and whether the next one could not
        for (int i = 0; i < order.length; i++) {
            if (dead && shared[i] > walked) {
                continue;
            }
            int length = starts[i + 1] - starts[i];
            walked = Math.min(walked, shared[i]);
            dead = false;
            while (walked < length && !dead) {
                int next = automaton.step(states[walked], Byte.toUnsignedInt(bytes[starts[i] + walked]));
                dead = next == NO_STATE;
                if (!dead) {
                    walked++;
                    states[walked] = next;
                }
            }
            if (!dead) {
                step.to(order[i], states[walked]);
            }
        }
    }

    /** The state behind a token, or -1 where it may not follow. */
    int step(ByteRunAutomaton automaton, int state, int token) {
        int place = places[token];
        int now = place < 0 ? NO_STATE : state;
        for (int at = place < 0 ? 0 : starts[place]; now != NO_STATE && at < starts[place + 1]; at++) {
            now = automaton.step(now, Byte.toUnsignedInt(bytes[at]));
        }
        return now;
    }
}

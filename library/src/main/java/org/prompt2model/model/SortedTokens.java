package org.prompt2model.model;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** A vocabulary in the order of its bytes, as a trie in disguise: what a token shares with the one before is not walked again. */
final class SortedTokens {
    private static final int NO_STATE = -1;

    private final byte[][] bytes;
    private final Set<Integer> others;
    private final int[] order;
    private final int[] shared;
    private final int[] states;

    /**
     * @param bytes of each token; null for what is no text
     * @param vocabulary number of tokens of the network; those beyond do not count
     * @param others tokens that do not count either
     */
    SortedTokens(byte[][] bytes, int vocabulary, Set<Integer> others) {
        this.bytes = bytes;
        this.others = Set.copyOf(others);
        order = IntStream.range(0, Math.min(bytes.length, vocabulary))
                .filter(token -> bytes[token] != null && !others.contains(token))
                .boxed()
                .sorted((one, other) -> Arrays.compareUnsigned(bytes[one], bytes[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        shared = new int[order.length];
        int longest = 0;
        for (int i = 0; i < order.length; i++) {
            longest = Math.max(longest, bytes[order[i]].length);
            int same = i == 0 ? 0 : Arrays.mismatch(bytes[order[i - 1]], bytes[order[i]]);
            shared[i] = same < 0 ? bytes[order[i]].length : same;
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
            byte[] token = bytes[order[i]];
            walked = Math.min(walked, shared[i]);
            dead = false;
            while (walked < token.length && !dead) {
                int next = automaton.step(states[walked], Byte.toUnsignedInt(token[walked]));
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
        int now = others.contains(token) ? NO_STATE : state;
        byte[] text = bytes[token];
        for (int i = 0; i < text.length && now != NO_STATE; i++) {
            now = automaton.step(now, Byte.toUnsignedInt(text[i]));
        }
        return now;
    }
}

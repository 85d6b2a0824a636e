package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Which tokens may follow which, as a finite automaton over tokens whose node 0 is the beginning. Tokens that nothing
 * tells apart are of one kind, so that a large vocabulary makes no large table.
 *
 * @param kinds kind of each token of the network
 * @param after node that each kind leads to from each node (N, K); 0 where it may not follow
 * @param need tokens that an answer then still needs, its end included (N, K); {@link #NEVER} where it may not follow
 */
// Made once a network, and nobody compares two.
@SuppressWarnings("ArrayRecordComponent")
record AllowedTokens(int[] kinds, int[][] after, int[][] need) {
    /** More tokens than any answer has. */
    static final int NEVER = Integer.MAX_VALUE;

    /** Any answer. */
    static final AllowedTokens ALL = new AllowedTokens(new int[0], new int[0][], new int[0][]);

    /** Tokens of the shortest answer, its end included; {@link #NEVER} where there is none. */
    int shortest() {
        int least = Arrays.stream(need[0]).min().orElse(NEVER);
        return least == NEVER ? NEVER : least + 1;
    }

    NDArray kinds(NDManager scope) {
        return scope.create(Arrays.stream(kinds).asLongStream().toArray());
    }

    NDArray after(NDManager scope) {
        return matrix(scope, after);
    }

    NDArray need(NDManager scope) {
        return matrix(scope, need);
    }

    private static NDArray matrix(NDManager scope, int[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        long[] values = new long[rows.length * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i / width][i % width];
        }
        return scope.create(values, new Shape(rows.length, width));
    }
}

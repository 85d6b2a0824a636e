package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Rows that a network sees at once. */
public sealed interface Batch {
    /** Label that does not count in the loss. */
    long IGNORED = -100;

    /** The network's input. */
    NDArray first(NDManager scope);

    /** What the loss compares with. */
    NDArray second(NDManager scope);

    /**
     * Texts as tokens, each ended; shorter rows are padded.
     *
     * @param sources B inputs
     * @param targets B outputs
     */
    record Texts(int[][] sources, int[][] targets) implements Batch {
        @Override
        public NDArray first(NDManager scope) {
            return Network.tokens(scope, sources, ByteTokenizer.PAD);
        }

        @Override
        public NDArray second(NDManager scope) {
            return Network.tokens(scope, targets, IGNORED);
        }
    }

    /**
     * Embeddings with classes.
     *
     * @param embeddings B vectors of width D
     * @param classes B class numbers from 0
     */
    record Embeddings(float[][] embeddings, int[] classes) implements Batch {
        @Override
        public NDArray first(NDManager scope) {
            return matrix(scope, embeddings);
        }

        @Override
        public NDArray second(NDManager scope) {
            return scope.create(Arrays.stream(classes).asLongStream().toArray());
        }

        static NDArray matrix(NDManager scope, float[][] rows) {
            int width = rows[0].length;
            float[] values = new float[rows.length * width];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, values, i * width, width);
            }
            return scope.create(values, new Shape(rows.length, width));
        }
    }
}

package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Rows of Java arrays as native tensors. */
final class Tensors {
    private Tensors() {}

    /** What a network reads: tokens (B, S), or embeddings (B, D). */
    static NDArray inputs(Batch batch, NDManager scope) {
        if (batch instanceof Batch.Texts texts) {
            return tokens(scope, texts.sources(), Batch.PADDING);
        }
        return batch instanceof Batch.Labelled labelled
                ? tokens(scope, labelled.texts(), Batch.PADDING)
                : matrix(scope, ((Batch.Embeddings) batch).embeddings());
    }

    /** What the loss compares with: tokens (B, T), or classes (B). */
    static NDArray labels(Batch batch, NDManager scope) {
        if (batch instanceof Batch.Texts texts) {
            return tokens(scope, texts.targets(), Batch.IGNORED);
        }
        int[] classes =
                batch instanceof Batch.Labelled labelled ? labelled.classes() : ((Batch.Embeddings) batch).classes();
        return scope.create(Arrays.stream(classes).asLongStream().toArray());
    }

    static NDArray tokens(NDManager scope, int[][] rows, long padding) {
        int length = 1;
        for (int[] row : rows) {
            length = Math.max(length, row.length);
        }
        long[] values = new long[rows.length * length];
        Arrays.fill(values, padding);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                values[i * length + k] = rows[i][k];
            }
        }
        return scope.create(values, new Shape(rows.length, length));
    }

    static NDArray matrix(NDManager scope, float[][] rows) {
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return scope.create(values, new Shape(rows.length, width));
    }

    /** The rows of a matrix. */
    static float[][] rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        float[][] rows = new float[(int) matrix.getShape().get(0)][];
        int width = values.length / rows.length;
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
        return rows;
    }
}

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
        if (batch instanceof Batch.Continuations texts) {
            return tokens(scope, joined(texts.prompts(), texts.answers()), 0); // no token sees the padding behind it
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
        if (batch instanceof Batch.Continuations texts) {
            return tokens(scope, joined(ignored(texts.prompts()), texts.answers()), Batch.IGNORED);
        }
        int[] classes =
                batch instanceof Batch.Labelled labelled ? labelled.classes() : ((Batch.Embeddings) batch).classes();
        return scope.create(Arrays.stream(classes).asLongStream().toArray());
    }

    private static int[][] joined(int[][] first, int[][] second) {
        int[][] rows = new int[first.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(first[i], first[i].length + second[i].length);
            System.arraycopy(second[i], 0, rows[i], first[i].length, second[i].length);
        }
        return rows;
    }

    private static int[][] ignored(int[][] tokens) {
        int[][] rows = new int[tokens.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new int[tokens[i].length];
            Arrays.fill(rows[i], Batch.IGNORED);
        }
        return rows;
    }

    /** Tokens (B, S) that end together; shorter rows are filled up with 0 at their start. */
    static NDArray leftPadded(NDManager scope, int[][] rows) {
        int length = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
        long[] values = new long[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                values[(i + 1) * length - rows[i].length + k] = rows[i][k];
            }
        }
        return scope.create(values, new Shape(rows.length, length));
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

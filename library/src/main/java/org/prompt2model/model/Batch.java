package org.prompt2model.model;

/** Rows that a network sees at once. */
// Arrays go to native memory as they are, and nobody compares two batches.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Batch {
    /** Label that does not count in the loss. */
    int IGNORED = -100;

    /**
     * Texts as tokens, each ended; shorter rows are padded.
     *
     * @param sources B inputs
     * @param targets B outputs
     */
    record Texts(int[][] sources, int[][] targets) implements Batch {}

    /**
     * Embeddings with classes.
     *
     * @param embeddings B vectors of width D
     * @param classes B class numbers from 0, or {@link #IGNORED}
     */
    record Embeddings(float[][] embeddings, int[] classes) implements Batch {}
}

package org.prompt2model.model;

import java.util.Arrays;

/** Rows that a network sees at once. */
// Arrays go to native memory as they are, and nobody compares two batches.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Batch {
    /** Label that does not count in the loss. */
    int IGNORED = -100;
    /** What fills the rows of texts up; no token, so that no text can hold it. */
    int PADDING = -1;

    /** How many labels count in the loss, which is their mean. */
    long counted();

    /** How many rows it has. */
    int rows();

    /** Most tokens of a row, its answer included; 1 where rows are no texts. */
    int longest();

    /**
     * Texts as tokens, each ended; shorter rows are padded.
     *
     * @param sources B inputs
     * @param targets B outputs
     */
    record Texts(int[][] sources, int[][] targets) implements Batch {
        @Override
        public int rows() {
            return sources.length;
        }

        @Override
        public long counted() {
            return Arrays.stream(targets)
                    .flatMapToInt(Arrays::stream)
                    .filter(label -> label != IGNORED)
                    .count();
        }

        @Override
        public int longest() {
            return longestOf(sources) + longestOf(targets);
        }
    }

    /**
     * Texts that are continued: each row is a prompt and, behind it, the answer, on which alone the loss is.
     *
     * @param prompts B inputs as tokens
     * @param answers B outputs as tokens, each ended
     */
    record Continuations(int[][] prompts, int[][] answers) implements Batch {
        @Override
        public int rows() {
            return prompts.length;
        }

        @Override
        public long counted() {
            return Arrays.stream(answers).mapToLong(answer -> answer.length).sum();
        }

        @Override
        public int longest() {
            return longestOf(prompts) + longestOf(answers);
        }
    }

    /**
     * Embeddings with classes.
     *
     * @param embeddings B vectors of width D
     * @param classes B class numbers from 0, or {@link #IGNORED}
     */
    record Embeddings(float[][] embeddings, int[] classes) implements Batch {
        @Override
        public int rows() {
            return embeddings.length;
        }

        @Override
        public long counted() {
            return classesCounted(classes);
        }

        @Override
        public int longest() {
            return 1;
        }
    }

    /**
     * Texts as tokens with classes.
     *
     * @param texts B texts, each of at least one token
     * @param classes B class numbers from 0, or {@link #IGNORED}
     */
    record Labelled(int[][] texts, int[] classes) implements Batch {
        @Override
        public int rows() {
            return texts.length;
        }

        @Override
        public long counted() {
            return classesCounted(classes);
        }

        @Override
        public int longest() {
            return longestOf(texts);
        }
    }

    private static int longestOf(int[][] rows) {
        return Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    }

    private static long classesCounted(int[] classes) {
        return Arrays.stream(classes).filter(label -> label != IGNORED).count();
    }
}

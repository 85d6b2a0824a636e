package org.prompt2model.training;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.NetworkShape;
import org.prompt2model.model.Optimizer;

/**
 * The memory that a training will need beside the weights that are loaded already, as an estimate. What a batch needs is
 * at most that of as many of the longest rows.
 *
 * @param states bytes of gradients, of the optimizer, and of the weights in the format of the arithmetic
 * @param activations bytes of what the largest batch keeps for the backward pass
 * @param rows rows of that batch, at least 1
 * @param tokens tokens of each of its rows, at least 1
 */
record MemoryNeed(long states, long activations, int rows, int tokens) {
    // Of what is free for activations: in 15 runs they took 0.8 to 1.28 times what was estimated.
    private static final double SHARE = 0.75;

    static MemoryNeed of(Learner learner, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        long trained = learner.network().parameters();
        long perWeight = Float.BYTES // the gradient
                + (options.optimizer() == Optimizer.ADAMW ? 2L * Float.BYTES : 0)
                + (bfloat16 ? Short.BYTES : 0);
        int[] lengths = learner.lengths();
        int rows = Math.min(lengths.length, Math.max(1, options.batchSize() / options.accumulation()));
        int[] longest = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt(row -> -lengths[row]))
                .limit(rows)
                .mapToInt(Integer::intValue)
                .toArray();
        int tokens = learner.batch(longest).longest();
        NetworkShape shape = learner.network().shape();
        long activations = rows * shape.activationBytes(tokens, bfloat16, options.activationCheckpointing());
        // The matrix of the scores has gradients at its two ends, and their sum beside them.
        long scores = learner.frozenParameters() > 0
                ? 0
                : 2L * shape.width() * shape.outputs() * (bfloat16 ? Short.BYTES : Float.BYTES);
        return new MemoryNeed(trained * perWeight + scores, activations, rows, Math.max(1, tokens));
    }

    /** Whether the largest batch fits as a whole. */
    boolean fits(long free) {
        return activations <= SHARE * (free - states);
    }

    /** How many tokens of a batch fit beside the rest, at least 1. */
    long tokensWithin(long free) {
        double perToken = (double) activations / ((long) rows * tokens);
        return Math.max(1, (long) (SHARE * (free - states) / perToken));
    }

    /**
     * Refuses a training that would not fit, even with one row at a time.
     *
     * @param free bytes that the machine has left
     * @throws Prompt2ModelException if it needs more, with what to change
     */
    void require(long free) {
        long row = activations / rows;
        if (states + row > free) {
            throw new Prompt2ModelException(
                    "This training needs more memory than the machine has left",
                    "about " + words(states) + " for gradients and optimizer, and " + words(row)
                            + " for the longest row; " + words(free) + " are free",
                    row > states
                            ? "compute activations again: TrainingOptions.activationCheckpointing(true), or leave long"
                                    + " rows out or shorten them: longInputs(LongInputs.DROP)"
                            : "train adapters with TrainingOptions.lora(8, 16), take the optimizer ADAFACTOR, or a"
                                    + " smaller model: retrieveModels(task) says what fits");
        }
    }

    @Override
    public String toString() {
        return words(states + activations);
    }

    /** What is told before the first step. */
    String beside(long free) {
        return "about " + this + " of memory are needed beside the model itself, and " + words(free) + " are free";
    }

    private static String words(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%,d MB", Math.max(1, bytes >> 20))
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}

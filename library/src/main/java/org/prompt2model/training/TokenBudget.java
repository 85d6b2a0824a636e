package org.prompt2model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Batch;
import org.prompt2model.model.OutOfMemory;
import org.prompt2model.run.ProgressMeter;

/**
 * How many tokens, filled-up places included, are worked on at once. A batch of more is worked on in parts, each weighed
 * by how much of it counts, so that the step is that of the whole batch. It is without bound where the estimate says that
 * every batch fits; where the device has no room nevertheless, it is halved and the batch begun again.
 */
final class TokenBudget {
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Function<int[], Batch> batches;
    private long most;
    private int halvings;

    /**
     * @param batches the batch of some rows
     * @param most tokens at once, at least 1
     */
    TokenBudget(Function<int[], Batch> batches, long most) {
        this.batches = batches;
        this.most = most;
    }

    /** As many tokens as fit, or all of every batch. */
    static TokenBudget of(Learner learner, MemoryNeed need, long free) {
        if (need.fits(free)) {
            return new TokenBudget(learner::batch, UNBOUNDED);
        }
        TokenBudget budget = new TokenBudget(learner::batch, need.tokensWithin(free));
        ProgressMeter.notice(
                "fineTune",
                "the largest batch may need more memory than is free, so it is worked on in parts of at most " + budget
                        + "; the steps are those of whole batches");
        return budget;
    }

    /** Takes a step on the parts of a batch. */
    interface Step {
        float[] on(List<Batch> parts);
    }

    /**
     * Takes a step on rows, in parts that are within the budget.
     *
     * @param least parts to make at least
     * @throws Prompt2ModelException if there is no room for a single row
     */
    float[] step(int[] rows, int least, Step step) {
        while (true) {
            List<Batch> parts = parts(rows, least);
            try {
                return step.on(parts);
            } catch (OutOfMemory e) {
                halve(parts, e);
            }
        }
    }

    private List<Batch> parts(int[] rows, int least) {
        for (int count = Math.min(rows.length, least); ; count++) {
            List<Batch> parts = new ArrayList<>();
            for (int part = 0; part < count; part++) {
                parts.add(batches.apply(
                        Arrays.copyOfRange(rows, part * rows.length / count, (part + 1) * rows.length / count)));
            }
            if (count == rows.length || parts.stream().allMatch(part -> tokens(part) <= most)) {
                return parts;
            }
        }
    }

    private static long tokens(Batch part) {
        return (long) part.rows() * part.longest();
    }

    private void halve(List<Batch> parts, OutOfMemory cause) {
        Batch largest = parts.stream()
                .max(Comparator.comparingLong(TokenBudget::tokens))
                .orElseThrow();
        if (largest.rows() == 1) {
            throw new Prompt2ModelException(
                    "The device has no room for a row of " + largest.longest() + " tokens",
                    cause.getMessage(),
                    "train adapters with TrainingOptions.lora(8, 16), take a smaller model, shorten the inputs, or end"
                            + " other programs that use the device",
                    cause);
        }
        most = Math.max(1, tokens(largest) / 2);
        halvings++;
        ProgressMeter.notice(
                "fineTune",
                "the device is out of memory: the batch is begun again, in parts of at most " + this
                        + "; the steps are those of whole batches");
    }

    /** What the card says of it: nothing where every batch was worked on at once. */
    Map<String, String> facts() {
        if (most == UNBOUNDED) {
            return Map.of();
        }
        String why =
                halvings == 0 ? "to fit the memory" : "halved " + halvings + " times, for the device was out of memory";
        return Map.of("worked on at once", "at most " + this + " (" + why + ")");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d tokens", most);
    }
}

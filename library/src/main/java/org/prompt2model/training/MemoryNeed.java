package org.prompt2model.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.NetworkShape;
import org.prompt2model.model.Optimizer;
import org.prompt2model.model.Torch;

/**
 * The memory that a training will need beside the weights that are loaded already, as an estimate.
 *
 * @param states bytes of gradients, of the optimizer, of the weights in the format of the arithmetic, and of the copies
 *     of the weights that are the best ones and those to be saved
 * @param activations bytes of what the largest batch keeps for the backward pass
 */
record MemoryNeed(long states, long activations) {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final int COPIES_ON_THE_HEAP = 2;

    static MemoryNeed of(Learner learner, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        long trained = learner.network().parameters();
        long perWeight = Float.BYTES // the gradient
                + (options.optimizer() == Optimizer.ADAMW ? 2L * Float.BYTES : 0)
                + (bfloat16 ? Short.BYTES : 0)
                + (long) COPIES_ON_THE_HEAP * Float.BYTES;
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
        return new MemoryNeed(trained * perWeight, activations);
    }

    long bytes() {
        return states + activations;
    }

    /**
     * Refuses a training that would not fit.
     *
     * @param free bytes that the machine has left
     * @throws Prompt2ModelException if it needs more, with what to change
     */
    void require(long free) {
        if (bytes() > free) {
            throw new Prompt2ModelException(
                    "This training needs more memory than the machine has left",
                    "about " + words(states) + " for gradients, optimizer and copies of the weights, and "
                            + words(activations) + " for a batch; " + words(free) + " are free",
                    activations > states
                            ? "work on a batch in parts: TrainingOptions.accumulation(4), compute activations again:"
                                    + " activationCheckpointing(true), or take a smaller batchSize"
                            : "train adapters with TrainingOptions.lora(8, 16), take the optimizer ADAFACTOR, or a"
                                    + " smaller model: retrieveModels(task) says what fits");
        }
    }

    @Override
    public String toString() {
        return words(bytes());
    }

    /** Bytes that are free where the networks run; as many as there can be on a GPU, which tells nobody beforehand. */
    static long free() {
        if (Torch.onGpu()) {
            return Long.MAX_VALUE;
        }
        try (Stream<String> lines = Files.exists(MEMINFO) ? Files.lines(MEMINFO) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseGet(() -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%,d MB", Math.max(1, bytes >> 20))
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}

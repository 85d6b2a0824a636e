package org.prompt2model.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ByteTokenizer;
import org.prompt2model.model.MatrixProduct;
import org.prompt2model.model.StepSettings;
import org.prompt2model.model.T5Config;
import org.prompt2model.model.T5Network;
import org.prompt2model.model.Torch;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How fast the training core is here: tokens per second, and its arithmetic as a share of what plain matrix products
 * reach in the same run.
 *
 * <p>Steps and matrix products take turns, so that a machine that slows down slows both; each figure is the median of
 * its rounds.
 */
public final class Benchmark {
    private static final int ROWS = 64;
    private static final int SOURCE = 32;
    private static final int TARGET = 20;
    private static final int PEAK_SIZE = 1024;
    private static final int WARM_UP = 5;
    private static final long SEED = 1;
    private static final StepSettings SETTINGS = new StepSettings(1e-3, 0.01, 1, 0, 0.9, 0.98);

    private Benchmark() {}

    /**
     * Measures {@code prompt2model/byt5-nano} on random bytes: batches of 64 rows, 32 tokens in and 20 out, as the
     * quickstart's are on average.
     *
     * @param rounds times that each thing is measured, 1 to 10,000; 30 take about 10 s on two cores
     * @return {@code measure}, {@code value}, {@code unit}
     */
    public static Table run(int rounds) {
        if (rounds < 1 || rounds > 10_000) {
            throw new Prompt2ModelException(
                    "rounds is " + rounds, "it must be from 1 to 10,000", "30 give a steady median");
        }
        Batch.Texts batch = new Batch.Texts(texts(SOURCE), texts(TARGET));
        Rounds single = rounds(batch, rounds, false);
        Rounds brain = rounds(batch, rounds, true);
        double tokens = ROWS * (SOURCE + TARGET);
        Measures measures = new Measures();
        measures.add("matrix products of " + PEAK_SIZE + ", fp32", single.peak() / 1e9, "GFLOP/s");
        measures.add("training step, fp32", tokens / single.step(), "tokens/s");
        measures.add("training step, fp32", single.share(), "of the matrix products' GFLOP/s");
        measures.add("training step, bf16", tokens / brain.step(), "tokens/s");
        measures.add("training step, bf16", single.step() / brain.step(), "times fp32");
        measures.add("decoding, fp32", single.decoded(), "tokens/s");
        measures.add("decoding, bf16", brain.decoded(), "tokens/s");
        return measures.table("benchmark (" + Torch.threads() + " threads, batch " + ROWS + ")");
    }

    /** Prints {@link #run} as text. */
    public static void main(String[] arguments) {
        System.out.println(
                run(arguments.length == 0 ? 30 : Integer.parseInt(arguments[0])).printAll());
    }

    private static int[][] texts(int length) {
        Random random = new Random(SEED);
        int[][] rows = new int[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length - 1) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            rows[i] = new ByteTokenizer().encode(text.toString(), length);
        }
        return rows;
    }

    private static Rounds rounds(Batch.Texts batch, int count, boolean bfloat16) {
        Rounds rounds = new Rounds(count);
        try (T5Network network = T5Network.random(T5Config.byt5Nano(), SEED, bfloat16);
                MatrixProduct product = new MatrixProduct(PEAK_SIZE)) {
            double flops = network.stepFlops(ROWS, SOURCE, TARGET);
            for (int round = -WARM_UP; round < count; round++) {
                double peak = product.flops() / seconds(product::run);
                double step = seconds(() -> network.step(batch, SETTINGS));
                int[] longest = new int[1];
                double decode = seconds(() -> longest[0] = longest(network, batch));
                if (round >= 0) {
                    rounds.peaks[round] = peak;
                    rounds.steps[round] = step;
                    rounds.shares[round] = flops / step / peak;
                    rounds.decoded[round] = ROWS * longest[0] / decode;
                }
            }
        }
        return rounds;
    }

    /** Decoding goes on until the last row has ended, so every row costs as many tokens as the longest. */
    private static int longest(T5Network network, Batch.Texts batch) {
        return network.generate(batch.sources(), TARGET).stream()
                .mapToInt(answer -> Math.min(TARGET, answer.tokens().length + 1))
                .max()
                .orElse(1);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static final class Rounds {
        private final double[] peaks;
        private final double[] steps;
        private final double[] shares;
        private final double[] decoded;

        Rounds(int count) {
            peaks = new double[count];
            steps = new double[count];
            shares = new double[count];
            decoded = new double[count];
        }

        double peak() {
            return median(peaks);
        }

        double step() {
            return median(steps);
        }

        double share() {
            return median(shares);
        }

        double decoded() {
            return median(decoded);
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }

    private static final class Measures {
        private final StringColumn names = StringColumn.create("measure");
        private final DoubleColumn values = DoubleColumn.create("value");
        private final StringColumn units = StringColumn.create("unit");

        void add(String name, double value, String unit) {
            names.append(name);
            values.append(Double.parseDouble(String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.0f", value)));
            units.append(unit);
        }

        Table table(String name) {
            return Table.create(name, names, values, units);
        }
    }
}

package org.prompt2model.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** The Java half of src/test/python/shape_benchmark.py: how fast a checkpoint is trained and decoded here. */
final class ShapeBenchmark {
    private static final int SOURCE = 96;
    private static final int TARGET = 32;

    private ShapeBenchmark() {}

    /**
     * {@code checkpoint rows steps precision way}: prints a JSON object of figures. The environment variable {@code BEGAN}
     * says when this process was started, in seconds since 1970.
     */
    public static void main(String[] arguments) throws IOException {
        double began = Double.parseDouble(System.getenv("BEGAN"));
        int rows = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
        StepSettings settings =
                new StepSettings(1e-4, 0.01, 1, 0, 0.9, 0.98, 0, Optimizer.ADAMW, arguments[4].equals("checkpointing"));
        Random random = new Random(1);
        try (TextNetwork network = network(arguments[0], arguments[3].equals("bf16"), arguments[4].equals("lora"))) {
            Batch batch = network.batch(tokens(rows, SOURCE, random), tokens(rows, TARGET, random));
            double ready = secondsSince(began);
            network.step(batch, settings);
            double firstStep = secondsSince(began);
            double[] seconds = new double[steps];
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                network.step(batch, settings);
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
            double peak = peakGigabytes();
            int[][] inputs = tokens(rows, SOURCE, random);
            network.generate(inputs, TARGET);
            long start = System.nanoTime();
            int written = network.generate(inputs, TARGET).stream()
                    .mapToInt(answer -> answer.tokens().length + (answer.ended() ? 1 : 0))
                    .max()
                    .orElse(1);
            double decoding = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "{\"training\": %.1f, \"decoding\": %.1f, \"peak\": %.2f, \"begun\": %.2f, \"first\": %.2f}%n",
                    rows * (SOURCE + TARGET) / median(seconds), rows * written / decoding, peak, ready, firstStep);
        }
    }

    private static double secondsSince(double began) {
        return System.currentTimeMillis() / 1000.0 - began;
    }

    private static TextNetwork network(String folder, boolean bfloat16, boolean lora) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        return lora
                ? LlamaNetwork.adapted(checkpoint, LoraOptions.of(16, 32), 1, bfloat16)
                : TextNetwork.of(checkpoint, bfloat16);
    }

    private static int[][] tokens(int rows, int length, Random random) {
        int[][] tokens = new int[rows][];
        Arrays.setAll(tokens, row -> random.ints(length, 100, 30_000).toArray());
        return tokens;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double peakGigabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1e6;
        }
    }
}

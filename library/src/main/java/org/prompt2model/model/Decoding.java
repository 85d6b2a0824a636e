package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What {@code decoding.py} is told.
 *
 * @param limit most tokens of an answer, its end included, at least 1
 * @param stops token sequences after which an answer ends
 * @param allowed the tokens that may follow one another
 */
record Decoding(int limit, DecodingOptions options, List<int[]> stops, AllowedTokens allowed) {
    /** Any answer, by the strategy alone. */
    static Decoding of(int limit, DecodingOptions options) {
        return new Decoding(limit, options, List.of(), AllowedTokens.ALL);
    }

    boolean isBeamSearch() {
        return options.strategy() instanceof DecodingStrategy.Beams;
    }

    NDArray counts(NDManager scope) {
        long[] counts = {limit, 1, 0, 0};
        if (options.strategy() instanceof DecodingStrategy.Beams beams) {
            counts[1] = beams.count();
        } else if (options.strategy() instanceof DecodingStrategy.Sampling sampling) {
            counts[2] = sampling.topK();
            counts[3] = 1;
        }
        return scope.create(counts);
    }

    NDArray amounts(NDManager scope) {
        float[] amounts = {1, 1, (float) options.repetitionPenalty(), 1};
        if (options.strategy() instanceof DecodingStrategy.Beams beams) {
            amounts[3] = (float) beams.lengthPenalty();
        } else if (options.strategy() instanceof DecodingStrategy.Sampling sampling) {
            amounts[0] = (float) sampling.temperature();
            amounts[1] = (float) sampling.topP();
        }
        return scope.create(amounts);
    }

    /** Random numbers (B, T) that depend on the seed and each input alone, so that no row changes another's answer. */
    NDArray uniform(NDManager scope, int[][] sources) {
        if (!(options.strategy() instanceof DecodingStrategy.Sampling sampling)) {
            return scope.create(new float[0], new Shape(0, 0));
        }
        float[] numbers = new float[sources.length * limit];
        for (int row = 0; row < sources.length; row++) {
            long seed = new SplittableRandom(sampling.seed()).nextLong() + Arrays.hashCode(sources[row]);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < limit; i++) {
                numbers[row * limit + i] = random.nextInt(1 << 24) * 0x1p-24f;
            }
        }
        return scope.create(numbers, new Shape(sources.length, limit));
    }

    /** The stop sequences (S, L), filled up with -1 at their start. */
    NDArray stops(NDManager scope) {
        int length = stops.stream().mapToInt(stop -> stop.length).max().orElse(0);
        long[] values = new long[stops.size() * length];
        Arrays.fill(values, -1);
        for (int i = 0; i < stops.size(); i++) {
            int[] stop = stops.get(i);
            for (int k = 0; k < stop.length; k++) {
                values[(i + 1) * length - stop.length + k] = stop[k];
            }
        }
        return scope.create(values, new Shape(stops.size(), length));
    }
}

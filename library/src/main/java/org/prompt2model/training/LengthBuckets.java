package org.prompt2model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Batches of rows of like length, so that little of a batch is padding, in an order that stays random. */
final class LengthBuckets {
    private static final int POOL = 16;

    private LengthBuckets() {}

    /**
     * Batches of one epoch: rows are shuffled, pools of {@value #POOL} batches sorted by length, the batches shuffled.
     *
     * @param lengths length of each row
     * @return row numbers, each once
     */
    static List<int[]> batches(int[] lengths, int batchSize, Random random) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            rows.add(row);
        }
        Collections.shuffle(rows, random);
        for (int from = 0; from < rows.size(); from += POOL * batchSize) {
            int to = Math.min(rows.size(), from + POOL * batchSize);
            rows.subList(from, to).sort(Comparator.comparingInt(row -> lengths[row]));
        }
        int[] order = rows.stream().mapToInt(Integer::intValue).toArray();
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += batchSize) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize)));
        }
        Collections.shuffle(batches, random);
        return batches;
    }
}

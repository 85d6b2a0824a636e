package org.prompt2model.corpus;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Texts that arrive one at a time, each to be asked whether one before it says nearly the same. What near-duplicates are
 * is told at {@link NearDuplicates}: equal normal texts, or the same numbers and a Jaccard similarity of their character
 * 4-grams that reaches the threshold.
 *
 * <p>Candidates come from MinHash signatures cut into bands (Broder 1997; Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, section 3.4), so the time for a text does not grow with the number of texts; each candidate is then compared
 * exactly. What is found is therefore a near-duplicate for certain, and equal texts are always found; of pairs just at
 * the threshold at least 99 in 100 are. Neither thread-safe nor dependent on anything but the texts and their order.
 */
public final class NearDuplicateIndex {
    private static final int GRAM = 4;
    private static final int HASHES = 80;
    private static final int MOST_ROWS = 10;
    private static final double RECALL = 0.99;
    private static final int NONE = -1;

    private final double threshold;
    private final int bands;
    private final int rows;
    private final long[] seeds = new SplittableRandom(1997).longs(HASHES).toArray();
    private final List<String> texts = new ArrayList<>();
    /** The newest text of each bucket; a bucket is a band of a signature together with the text's numbers. */
    private final Long2IntOpenHashMap newest = new Long2IntOpenHashMap();
    /** For each text, band by band, the text that was the newest of the bucket before it. */
    private int[] before = new int[0];

    /**
     * An empty index.
     *
     * @param threshold Jaccard similarity of character 4-grams, above 0, at most 1
     */
    public NearDuplicateIndex(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, not " + threshold);
        }
        this.threshold = threshold;
        this.rows = rows(threshold);
        this.bands = HASHES / rows;
        newest.defaultReturnValue(NONE);
    }

    /** Adds a text, whatever is there; its position, from 0. */
    public int add(String text) {
        String normal = NormalText.of(text);
        int position = texts.size();
        if (before.length < (position + 1) * bands) {
            before = Arrays.copyOf(before, Math.max(64 * bands, 2 * before.length));
        }
        long[] buckets = buckets(normal, grams(normal));
        for (int band = 0; band < bands; band++) {
            before[position * bands + band] = newest.put(buckets[band], position);
        }
        texts.add(normal);
        return position;
    }

    /** The position of a text that was added and says nearly the same; the newest of the first band that has one. */
    public OptionalInt find(String text) {
        String normal = NormalText.of(text);
        long[] grams = grams(normal);
        long[] buckets = buckets(normal, grams);
        for (int band = 0; band < bands; band++) {
            int candidate = newest.get(buckets[band]);
            while (candidate != NONE) {
                if (similar(normal, grams, texts.get(candidate))) {
                    return OptionalInt.of(candidate);
                }
                candidate = before[candidate * bands + band];
            }
        }
        return OptionalInt.empty();
    }

    /** How many texts were added. */
    public int size() {
        return texts.size();
    }

    /** The longest bands that still meet nearly all pairs at the threshold: the longer, the fewer needless comparisons. */
    private static int rows(double threshold) {
        for (int rows = MOST_ROWS; rows > 1; rows--) {
            int bands = HASHES / rows;
            if (1 - Math.pow(1 - Math.pow(threshold, rows), bands) >= RECALL) {
                return rows;
            }
        }
        return 1;
    }

    private boolean similar(String normal, long[] grams, String other) {
        if (normal.equals(other)) {
            return true;
        }
        return reaches(grams, grams(other)) && NormalText.numbers(normal).equals(NormalText.numbers(other));
    }

    private boolean reaches(long[] one, long[] other) {
        int shared = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            int order = Long.compare(one[i], other[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared >= threshold * (one.length + other.length - shared) - 1e-9;
    }

    private long[] buckets(String normal, long[] grams) {
        long numbers = NormalText.numbers(normal).hashCode();
        long[] buckets = new long[bands];
        for (int band = 0; band < bands; band++) {
            long bucket = mixed(numbers + band);
            for (int row = 0; row < rows; row++) {
                bucket = mixed(bucket ^ smallest(grams, seeds[band * rows + row]));
            }
            buckets[band] = bucket;
        }
        return buckets;
    }

    private static long smallest(long[] grams, long seed) {
        long smallest = Long.MAX_VALUE;
        for (long gram : grams) {
            smallest = Math.min(smallest, mixed(gram ^ seed));
        }
        return smallest;
    }

    /** Distinct 4-grams in ascending order; four characters of 16 bits are a long. */
    private static long[] grams(String normal) {
        String padded = " " + normal + " ";
        long[] grams = new long[Math.max(1, padded.length() - GRAM + 1)];
        for (int start = 0; start < grams.length; start++) {
            for (int i = start; i < Math.min(padded.length(), start + GRAM); i++) {
                grams[start] = grams[start] << Character.SIZE | padded.charAt(i);
            }
        }
        return Arrays.stream(grams).sorted().distinct().toArray();
    }

    /** The finalizer of MurmurHash3, which changes half of the bits for each bit that differs. */
    private static long mixed(long value) {
        long x = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}

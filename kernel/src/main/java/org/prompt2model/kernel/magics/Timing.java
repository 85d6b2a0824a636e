package org.prompt2model.kernel.magics;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Times code as IPython does: as many loops as take a fifth of a second, seven times over. */
final class Timing {
    private static final int RUNS = 7;
    private static final long LONG_ENOUGH = 200_000_000L;

    /** What code returned last: kept, so that the compiler cannot leave the code out, without the cost of a fence. */
    private static final AtomicReference<Object> KEPT = new AtomicReference<>();

    private Timing() {}

    /**
     * Runs the code and returns the words for how long it took.
     *
     * @param loops how often a run repeats the code; 0 to find out
     * @param runs how many runs there are; 0 for seven
     */
    static String of(TimedCode code, int loops, int runs) throws Exception {
        int count = loops > 0 ? loops : enough(code);
        double[] nanos = new double[runs > 0 ? runs : RUNS];
        for (int run = 0; run < nanos.length; run++) {
            nanos[run] = time(code, count) / (double) count;
        }
        double mean = 0;
        for (double each : nanos) {
            mean += each / nanos.length;
        }
        double variance = 0;
        for (double each : nanos) {
            variance += (each - mean) * (each - mean) / nanos.length;
        }
        return String.format(
                Locale.ROOT,
                "%s ± %s per loop (mean ± std. dev. of %d runs, %,d loops each)",
                duration(mean),
                duration(Math.sqrt(variance)),
                nanos.length,
                count);
    }

    /** The first power of ten that takes long enough; what runs on the way warms the code up. */
    private static int enough(TimedCode code) throws Exception {
        int count = 1;
        while (count < 1_000_000_000 && time(code, count) < LONG_ENOUGH) {
            count *= 10;
        }
        return count;
    }

    private static long time(TimedCode code, int loops) throws Exception {
        long start = System.nanoTime();
        try {
            for (int i = 0; i < loops; i++) {
                KEPT.setOpaque(code.run());
            }
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        long time = System.nanoTime() - start;
        KEPT.setPlain(null);
        return time;
    }

    static String duration(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double value = nanos;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}

package org.prompt2model.run;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Counts the work of one stage and tells the run's listener at most five times a second. Use it in try-with-resources. */
public final class ProgressMeter implements AutoCloseable {
    private static final long PERIOD_NANOS = Duration.ofMillis(200).toNanos();
    private static volatile ProgressListener listener = new ConsoleProgress();

    private final String stage;
    private final String unit;
    private final long total;
    private final long start = System.nanoTime();
    private long told = start - PERIOD_NANOS;
    private Progress latest;
    private boolean deaf;

    /**
     * @param total units in all, or 0 where it is not known
     * @param unit what is counted, plural
     */
    public ProgressMeter(String stage, long total, String unit) {
        this.stage = stage;
        this.total = total;
        this.unit = unit;
        this.latest = new Progress(stage, 0, total, unit, Duration.ZERO, Map.of(), false);
    }

    /** Replaces the listener of this JVM and returns the one that was there. */
    public static ProgressListener listen(ProgressListener next) {
        ProgressListener previous = listener;
        listener = Objects.requireNonNull(next, "next");
        return previous;
    }

    /** Tells the person who watches one line. */
    public static void notice(String stage, String message) {
        listener.onNotice(stage, message);
    }

    /** Sets what is done so far, with live figures in the order to show them. */
    public synchronized void update(long done, Map<String, String> figures) {
        latest = new Progress(stage, done, total, unit, elapsed(), figures, false);
        if (System.nanoTime() - told >= PERIOD_NANOS) {
            tell(latest);
        }
    }

    /** Time since the stage began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Tells the listener that the stage has finished, with the latest figures. */
    @Override
    public synchronized void close() {
        tell(new Progress(stage, latest.done(), total, unit, elapsed(), latest.figures(), true));
    }

    private void tell(Progress progress) {
        told = System.nanoTime();
        if (deaf) {
            return;
        }
        try {
            listener.onProgress(progress);
        } catch (RuntimeException e) {
            deaf = true;
        }
    }
}

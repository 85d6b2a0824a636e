package org.prompt2model.teacher;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with full jitter: a pause of up to twice the one before, drawn anew, so that those who failed
 * together do not come back together.
 *
 * @param first longest pause after the first failure
 * @param longest longest pause at all
 */
record Backoff(Duration first, Duration longest) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 20;

    /** Nanoseconds to wait after so many failures, 1 or more. */
    long nanos(int failures) {
        long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS));
        return ThreadLocalRandom.current().nextLong(most + 1);
    }
}

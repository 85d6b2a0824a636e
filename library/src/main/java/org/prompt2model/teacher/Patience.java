package org.prompt2model.teacher;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to try again.
 *
 * @param attempts requests in all, 1 or more
 * @param firstPause pause after the first failure; each further one is twice as long, with up to half of it more or
 *     less by chance, so that many clients do not come back at once
 */
record Patience(int attempts, Duration firstPause) {
    static final Patience DEFAULT = new Patience(5, Duration.ofSeconds(1));

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** @throws InterruptedException if the thread is interrupted while it waits */
    void pause(int failures) throws InterruptedException {
        long millis = Math.min(LONGEST.toMillis(), firstPause.toMillis() << Math.min(failures - 1, 16));
        Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    }
}

package org.prompt2model.teacher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The stand-in's limits: places, and requests and tokens in any 60 seconds. */
final class Gate {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Manners manners;
    private final Deque<long[]> lately = new ArrayDeque<>();
    private long tokens;
    private int inside;
    private int most;

    Gate(Manners manners) {
        this.manners = manners;
    }

    /** Seconds to wait, or empty where the request is let in. */
    synchronized OptionalLong enter(long amount) {
        long now = System.nanoTime();
        while (!lately.isEmpty() && now - lately.peek()[0] >= MINUTE) {
            tokens -= lately.poll()[1];
        }
        boolean full = inside >= manners.places();
        boolean many = manners.requestsPerMinute() > 0 && lately.size() >= manners.requestsPerMinute();
        boolean much = manners.tokensPerMinute() > 0 && tokens + amount > manners.tokensPerMinute();
        if (full || many || much) {
            long wait = many || much ? MINUTE - (now - lately.peek()[0]) : 0;
            return OptionalLong.of(wait / TimeUnit.SECONDS.toNanos(1) + 1);
        }
        lately.add(new long[] {now, amount});
        tokens += amount;
        inside++;
        most = Math.max(most, inside);
        return OptionalLong.empty();
    }

    synchronized void leave() {
        inside--;
    }

    /** The most that were inside at once. */
    synchronized int most() {
        return most;
    }
}

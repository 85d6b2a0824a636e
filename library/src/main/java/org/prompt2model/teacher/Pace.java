package org.prompt2model.teacher;

import java.util.concurrent.TimeUnit;

/**
 * Spreads what a limit a minute allows evenly over the minute: the generic cell rate algorithm, the token bucket's twin
 * that keeps one time instead of a level. Evenly, because nobody knows where the endpoint's minute begins, and some
 * enforce the limit second by second. Not safe for several threads; its endpoint guards it.
 */
final class Pace {
    /** Part of the limit that is used: requests arrive a little closer together than they were sent. */
    private static final double SHARE = 0.98;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(100);

    private double perNano = Double.POSITIVE_INFINITY;
    private long slack;
    private long due;
    private boolean begun;

    /** Sets the limit; 0 for none. */
    void limit(long perMinute) {
        double next = perMinute == 0 ? Double.POSITIVE_INFINITY : perMinute * SHARE / MINUTE;
        // Time lost by a late wake-up may be made up for, but never beyond the part of the limit that is left free.
        slack = perMinute == 0
                ? 0
                : (long) Math.max(0, Math.min((double) LATEST, (perMinute * (1 - SHARE) - 1) / next));
        perNano = next;
    }

    /** Nanoseconds to wait before the next may begin, 0 or less for none. */
    long rest(long now) {
        return begun ? due - slack - now : 0;
    }

    /** Counts what begins now. */
    void take(long now, long amount) {
        if (Double.isInfinite(perNano)) {
            return;
        }
        due = (begun ? Math.max(due, now) : now) + (long) (amount / perNano);
        begun = true;
    }

    /** Counts an amount of what was taken as not used. */
    void giveBack(long amount) {
        if (!Double.isInfinite(perNano) && begun) {
            due -= (long) (amount / perNano);
        }
    }
}

package org.prompt2model.teacher;

/**
 * How many requests an endpoint takes at once, found out by asking: additive increase, multiplicative decrease, as in
 * TCP (RFC 5681). The level that was too much is remembered and tried again ever more seldom (as CUBIC lingers below it,
 * RFC 9438): an endpoint with a fixed number of places would otherwise be kept half empty. Not safe for several threads;
 * its endpoint guards it.
 */
final class Concurrency {
    private static final double FIRST = 4;
    private static final double DECREASE = 0.8;
    private static final double LEARNED = 0.05;
    /** Round trips below the level that was too much before it is tried again; doubled each time it proves so. */
    private static final int FIRST_PATIENCE = 256;

    private static final int LAST_PATIENCE = 8_192;

    private int most;
    private boolean steady;
    private double level;
    private double tooMuch = Double.POSITIVE_INFINITY;
    private int patience = FIRST_PATIENCE;
    private int held;
    private boolean probing;
    private boolean rising = true;
    private boolean decreased;
    private long lastDecrease;
    private double usualNanos;

    Concurrency(int most, boolean steady) {
        set(most, steady);
    }

    /** Other bounds; what was learned about the endpoint stays. */
    void set(int newMost, boolean newSteady) {
        most = newMost;
        steady = newSteady;
        level = Math.min(most, level == 0 ? FIRST : level);
    }

    /** Requests that may be in flight now, 1 or more. */
    int limit() {
        return steady ? most : (int) level;
    }

    /**
     * A reply came. It speaks for a higher level only where the present one is used, or is being filled again.
     *
     * @param nanos how long it took
     */
    void succeeded(long nanos, int inFlight) {
        usualNanos += (nanos - usualNanos) * (usualNanos == 0 ? 1 : LEARNED);
        if (2 * inFlight < level) {
            return;
        }
        double step = rising ? 1 : 1 / level;
        if (level + step >= tooMuch) {
            held++;
            if (held < patience * level) {
                return;
            }
            probing = true;
            tooMuch = Double.POSITIVE_INFINITY;
        }
        level = Math.min(most, level + step);
    }

    /**
     * The endpoint had enough. A burst of refusals lowers the level once; those that came at once, while the accepted
     * ones are still being worked on, tell how many these are.
     *
     * @param sent when the request was sent that failed
     * @param inFlight requests in flight, this one included
     */
    void overdone(long sent, long now, int inFlight) {
        boolean sameBurst = decreased && sent - lastDecrease < 0;
        if (sameBurst && now - sent > usualNanos / 2) {
            return;
        }
        // Refused below the level that was too much: the endpoint has no fixed number of places.
        boolean noLevel = !sameBurst && !probing && tooMuch < Double.POSITIVE_INFINITY;
        if (!sameBurst) {
            patience = probing ? Math.min(LAST_PATIENCE, 2 * patience) : FIRST_PATIENCE;
            probing = false;
            held = 0;
            rising = false;
            decreased = true;
            lastDecrease = now;
            tooMuch = noLevel ? Double.POSITIVE_INFINITY : level;
        }
        if (tooMuch < Double.POSITIVE_INFINITY) {
            tooMuch = Math.max(2, Math.min((int) tooMuch, inFlight));
        }
        double seen = Math.min(tooMuch, Math.max(1, inFlight));
        level = Math.max(1, Math.min(level, DECREASE * seen));
    }
}

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
    /** Round trips below the level that was too much before it is tried again; doubled each time it proves so. */
    private static final int FIRST_PATIENCE = 64;

    private static final int LAST_PATIENCE = 8_192;

    private int most;
    private boolean steady;
    private double level;
    private double tooMuch = Double.POSITIVE_INFINITY;
    private int patience = FIRST_PATIENCE;
    private int held;
    private boolean rising = true;
    private boolean decreased;
    private long lastDecrease;

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

    /** A reply came. It speaks for a higher level only where the present one is used. */
    void succeeded(int inFlight) {
        if (inFlight < (int) level) {
            return;
        }
        double step = rising ? 1 : 1 / level;
        if (level + step >= tooMuch) {
            held++;
            if (held < patience * level) {
                return;
            }
            tooMuch = Double.POSITIVE_INFINITY;
        }
        level = Math.min(most, level + step);
    }

    /**
     * The endpoint had enough. Requests of the same burst count once.
     *
     * @param sent when the request was sent that failed
     */
    void overdone(long sent, long now, int inFlight) {
        if (decreased && sent - lastDecrease < 0) {
            return;
        }
        if (held >= patience * level) {
            patience = Math.min(LAST_PATIENCE, 2 * patience);
        }
        held = 0;
        rising = false;
        decreased = true;
        lastDecrease = now;
        tooMuch = Math.max(2, Math.min((int) level, inFlight));
        level = Math.max(1, DECREASE * tooMuch);
    }
}

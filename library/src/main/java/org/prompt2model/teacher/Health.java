package org.prompt2model.teacher;

import java.util.concurrent.TimeUnit;

/**
 * Whether an endpoint answers at all. An endpoint that never answered is given up after a few failures; one that did is
 * given a minute, for servers are restarted; one that only says 'too many requests' gets longer still. Each time it is
 * given up is an outage, and the count begins anew. Not safe for several threads; its endpoint guards it.
 */
final class Health {
    private static final int FAILURES = 8;
    private static final int FAILURES_AFTER_ANSWERS = 20;
    private static final int SIGNS = 5;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
    private static final long PATIENCE_WHEN_TOLD = TimeUnit.MINUTES.toNanos(10);

    private int outages;
    private int failures;
    private int refusals;
    private long since;
    private boolean answered;

    int outages() {
        return outages;
    }

    /** A reply came, of whatever kind. */
    void answered() {
        answered = true;
        failures = 0;
        refusals = 0;
    }

    /** A request failed; true where so many failed in a row that the endpoint may be overloaded. */
    boolean failed(long now) {
        begin(now);
        failures++;
        boolean enough =
                answered ? failures >= FAILURES_AFTER_ANSWERS && now - since >= PATIENCE : failures >= FAILURES;
        giveUp(enough);
        return failures >= SIGNS;
    }

    /** The endpoint said that it has too many requests. */
    void told(long now) {
        begin(now);
        refusals++;
        giveUp(refusals >= FAILURES && now - since >= (answered ? PATIENCE_WHEN_TOLD : PATIENCE));
    }

    private void begin(long now) {
        if (failures + refusals == 0) {
            since = now;
        }
    }

    private void giveUp(boolean enough) {
        if (enough) {
            outages++;
            failures = 0;
            refusals = 0;
        }
    }
}

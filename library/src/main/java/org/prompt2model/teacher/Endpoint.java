package org.prompt2model.teacher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gate in front of one address and model, shared by all that ask there: so many at once, so many requests and tokens
 * a minute, and nobody while the endpoint wants to be left alone. First come, first served.
 */
final class Endpoint {
    private static final Map<String, Endpoint> SHARED = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> queue = new ArrayDeque<>();
    private final Concurrency concurrency;
    private final Pace requests = new Pace();
    private final Pace tokens = new Pace();
    private final Health health = new Health();
    private TeacherOptions options;
    private int inFlight;
    private Failure last;
    private long closedUntil = System.nanoTime();

    /**
     * A place among the requests in flight.
     *
     * @param sent when it was taken, as {@link System#nanoTime()}
     * @param tokens that were counted for it
     */
    record Place(long sent, long tokens) {}

    Endpoint(TeacherOptions options) {
        this.concurrency = new Concurrency(options.maxInFlight(), options.steady());
        this.options = options;
        set(options);
    }

    /** The endpoint of that address and model in this JVM, with these options from now on. */
    static Endpoint shared(String address, TeacherOptions options) {
        Endpoint endpoint = SHARED.computeIfAbsent(address, key -> new Endpoint(options));
        endpoint.set(options);
        return endpoint;
    }

    private void set(TeacherOptions next) {
        lock.lock();
        try {
            options = next;
            concurrency.set(next.maxInFlight(), next.steady());
            requests.limit(next.requestsPerMinute());
            tokens.limit(next.tokensPerMinute());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int maxInFlight() {
        return options.maxInFlight();
    }

    int attempts() {
        return options.attempts();
    }

    /** How many outages there were; a question that began before the latest one is given up with it. */
    int outages() {
        lock.lock();
        try {
            return health.outages();
        } finally {
            lock.unlock();
        }
    }

    /** What the latest failure was; there is one where there was an outage. */
    Failure lastFailure() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a place, which is to be given back by one of the methods below.
     *
     * @param amount tokens that the request may take
     * @param rest nanoseconds to wait before that
     * @param sending whether the request is still wanted
     * @param outages how many there were when the question began: nothing of it is sent after a further one
     * @return the place, or null where the request is no longer wanted, or the endpoint was given up
     */
    Place enter(long amount, long rest, Sending sending, int outages) throws InterruptedException {
        Object turn = new Object();
        lock.lockInterruptibly();
        try {
            for (long left = rest; left > 0 && sending.wanted() && health.outages() == outages; ) {
                left = changed.awaitNanos(left);
            }
            queue.add(turn);
            while (sending.wanted() && health.outages() == outages) {
                long now = System.nanoTime();
                long wait = Math.max(closedUntil - now, Math.max(requests.rest(now), tokens.rest(now)));
                if (!turn.equals(queue.peek()) || inFlight >= concurrency.limit()) {
                    changed.await();
                } else if (wait > 0) {
                    changed.awaitNanos(wait);
                } else {
                    inFlight++;
                    requests.take(now, 1);
                    tokens.take(now, amount);
                    return new Place(now, amount);
                }
            }
            return null;
        } finally {
            queue.remove(turn);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** A reply came that took so many tokens, or 0 where nobody counted. */
    void answered(Place place, long used) {
        leave(() -> {
            concurrency.succeeded(System.nanoTime() - place.sent(), inFlight);
            health.answered();
            if (used > 0) {
                tokens.giveBack(place.tokens() - used);
            }
        });
    }

    /** The endpoint said that this was too much. */
    void overdone(Place place, Duration retryAfter, Failure failure) {
        leave(() -> {
            last = failure;
            long now = System.nanoTime();
            concurrency.overdone(place.sent(), now, inFlight);
            closedUntil = Math.max(closedUntil, now + retryAfter.toNanos());
            tokens.giveBack(place.tokens());
            health.told(now);
        });
    }

    /** The request broke off, or the endpoint could not carry it out. */
    void failed(Place place, Failure failure) {
        leave(() -> {
            last = failure;
            long now = System.nanoTime();
            if (health.failed(now)) {
                concurrency.overdone(place.sent(), now, inFlight);
            }
        });
    }

    /** The endpoint answered that it does not want this request: nothing against the next one. */
    void declined() {
        leave(health::answered);
    }

    /** Has those that wait look again whether they are still wanted. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes over the limits that a response tells, where the options leave them open. */
    void told(RateHeaders headers) {
        lock.lock();
        try {
            if (options.requestsPerMinute() == 0) {
                headers.requestsPerMinute().ifPresent(requests::limit);
            }
            if (options.tokensPerMinute() == 0) {
                headers.tokensPerMinute().ifPresent(tokens::limit);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Runnable learn) {
        lock.lock();
        try {
            learn.run();
            inFlight--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

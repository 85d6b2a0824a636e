package org.prompt2model.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Requests that one thread answers in the order in which they came. */
final class Lane {
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    /** Begins to answer; the answerer must not throw. */
    void start(String name, Consumer<Request> answerer) {
        Thread thread = new Thread(() -> serve(answerer), name);
        thread.setDaemon(true);
        thread.start();
    }

    void add(Request request) {
        unanswered.incrementAndGet();
        waiting.add(request);
    }

    /** Whether nothing waits and nothing is being answered: whoever asks now may be answered by anyone. */
    boolean idle() {
        return unanswered.get() == 0;
    }

    /** Takes away the waiting requests that match, in their order. */
    List<Request> remove(Predicate<Request> matching) {
        List<Request> removed = new ArrayList<>();
        for (Request request : List.copyOf(waiting)) {
            if (matching.test(request) && waiting.remove(request)) {
                unanswered.decrementAndGet();
                removed.add(request);
            }
        }
        return removed;
    }

    private void serve(Consumer<Request> answerer) {
        while (true) {
            answerer.accept(next());
            unanswered.decrementAndGet();
        }
    }

    private Request next() {
        Request next = null;
        while (next == null) {
            try {
                next = waiting.take();
            } catch (InterruptedException e) {
                // Only a cell that interrupts every thread it finds comes here; requests must go on being answered.
                next = null;
            }
        }
        return next;
    }
}

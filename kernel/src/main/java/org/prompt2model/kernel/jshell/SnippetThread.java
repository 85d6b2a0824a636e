package org.prompt2model.kernel.jshell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs user code in a thread of its own, which can be stopped.
 *
 * <p>Waiting code, and every stage of the library, answers the interrupt by itself: a training ends at its next step
 * and keeps its checkpoint. The code of cells ends at its next {@linkplain StopPoints stop point}, also in threads that
 * the cell started. What answers neither is left behind.
 */
final class SnippetThread {
    private final ThreadGroup cells = new ThreadGroup("cells");
    private final Supplier<Predicate<StackTraceElement>> ofCell;
    private final Optional<Duration> limit;
    private CompletableFuture<Object> result = new CompletableFuture<>();
    private Thread running;
    private boolean cell;
    private boolean interrupted;
    private boolean timedOut;
    private String leftBehind = "";

    /**
     * @param ofCell whether a frame is in code of the cell that runs when this is asked
     * @param limit how long the work of one call of {@link #run} may take
     */
    SnippetThread(Supplier<Predicate<StackTraceElement>> ofCell, Optional<Duration> limit) {
        this.ofCell = ofCell;
        this.limit = limit;
    }

    /** A cell begins: what was interrupted before does not count. */
    synchronized void beginCell() {
        cell = true;
        interrupted = false;
        timedOut = false;
        leftBehind = "";
    }

    /** The cell ended. */
    synchronized void endCell() {
        cell = false;
    }

    /** Whether the cell that runs, or the last one, was interrupted. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /** Whether it was not its user who interrupted it, but the limit of its time. */
    synchronized boolean timedOut() {
        return timedOut;
    }

    /** Where the cell hangs that could not be stopped; empty where it was. */
    synchronized String leftBehind() {
        return leftBehind;
    }

    /**
     * Runs the work and waits for it.
     *
     * @return what the work returned
     * @throws ExecutionException with whatever the work threw
     */
    Object run(Callable<Object> work, ClassLoader loader) throws ExecutionException {
        CompletableFuture<Object> ends = new CompletableFuture<>();
        if (isCurrent()) {
            complete(ends, work);
            return waited(ends);
        }
        Thread thread = new Thread(cells, () -> complete(ends, work), "cell");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        synchronized (this) {
            running = thread;
            result = ends;
            thread.start();
            if (interrupted) {
                stop();
            }
        }
        limit.ifPresent(most -> watch(thread, ends, most));
        try {
            return waited(ends);
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    /** Whether the caller is the user code that runs. */
    boolean isCurrent() {
        return isRunning(Thread.currentThread());
    }

    private synchronized boolean isRunning(Thread thread) {
        return thread.equals(running);
    }

    /** Stops the cell that runs, if one does. Returns at once. */
    synchronized void interrupt() {
        if (!cell) {
            return;
        }
        interrupted = true;
        stop();
    }

    private void watch(Thread thread, CompletableFuture<Object> ends, Duration most) {
        // What the work throws itself comes wrapped.
        CompletableFuture<Object> unused = ends.copy()
                .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((value, thrown) -> {
                    if (thrown instanceof TimeoutException) {
                        expire(thread, ends);
                    }
                });
    }

    private synchronized void expire(Thread thread, CompletableFuture<Object> ends) {
        if (thread.equals(running) && !ends.isDone()) {
            timedOut = !interrupted;
            interrupt();
        }
    }

    /** Between two snippets there is no thread of the cell's own, but there may be others. */
    private void stop() {
        CompletableFuture<Object> ends = result;
        Thread stopped = running;
        new CellStop(stopped, ofCell.get(), cells, this::isRunning, where -> leave(stopped, ends, where)).begin();
    }

    private synchronized void leave(Thread thread, CompletableFuture<Object> ends, String where) {
        if (thread != null
                && thread.equals(running)
                && ends.completeExceptionally(new InterruptedException("left behind"))) {
            leftBehind = where;
        }
    }

    private static void complete(CompletableFuture<Object> ends, Callable<Object> work) {
        try {
            ends.complete(work.call());
        } catch (Throwable e) {
            ends.completeExceptionally(e);
        }
    }

    private static Object waited(CompletableFuture<Object> ends) throws ExecutionException {
        Object value = null;
        boolean again = true;
        while (again) {
            try {
                value = ends.get();
                again = false;
            } catch (InterruptedException e) {
                // Only user code is interrupted; the thread that waits for it has nothing better to do.
                again = true;
            }
        }
        return value;
    }
}

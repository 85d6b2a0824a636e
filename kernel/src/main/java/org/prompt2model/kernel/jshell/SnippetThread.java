package org.prompt2model.kernel.jshell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs user code in a thread of its own, which can be stopped.
 *
 * <p>Waiting code, and every stage of the library, answers the interrupt by itself: a training ends at its next step
 * and keeps its checkpoint. The code of cells ends at its next {@linkplain StopPoints stop point}.
 */
final class SnippetThread {
    private Thread running;
    private boolean cell;
    private boolean interrupted;

    /** A cell begins: what was interrupted before does not count. */
    synchronized void beginCell() {
        cell = true;
        interrupted = false;
    }

    /** The cell ended. */
    synchronized void endCell() {
        cell = false;
    }

    /** Whether the cell that runs, or the last one, was interrupted. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /**
     * Runs the work and waits for it.
     *
     * @return what the work returned
     * @throws ExecutionException with whatever the work threw
     */
    Object run(Callable<Object> work, ClassLoader loader) throws ExecutionException {
        CompletableFuture<Object> result = new CompletableFuture<>();
        if (isCurrent()) {
            complete(result, work);
            return outcome(result);
        }
        Thread thread = new Thread(() -> complete(result, work), "cell");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        synchronized (this) {
            running = thread;
            thread.start();
            if (interrupted) {
                stop(thread);
            }
        }
        try {
            joinFully(thread);
            if (!result.isDone()) {
                result.completeExceptionally(new InterruptedException("stopped"));
            }
            return outcome(result);
        } finally {
            synchronized (this) {
                running = null;
                StopPoints.stop(null);
            }
        }
    }

    /** Stops the cell that runs, if one does. Returns at once. */
    synchronized void interrupt() {
        if (!cell) {
            return;
        }
        interrupted = true;
        if (running != null) {
            stop(running);
        }
    }

    /** Whether the caller is the user code that runs. */
    synchronized boolean isCurrent() {
        return Thread.currentThread().equals(running);
    }

    private static Object outcome(CompletableFuture<Object> done) throws ExecutionException {
        try {
            return done.get();
        } catch (InterruptedException e) {
            throw new ExecutionException(e);
        }
    }

    private static void stop(Thread thread) {
        StopPoints.stop(thread);
        thread.interrupt();
    }

    private static void complete(CompletableFuture<Object> result, Callable<Object> work) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static void joinFully(Thread thread) {
        boolean again = true;
        while (again) {
            try {
                thread.join();
                again = false;
            } catch (InterruptedException e) {
                // Only user code is interrupted; the thread that waits for it has nothing better to do.
                again = true;
            }
        }
    }
}

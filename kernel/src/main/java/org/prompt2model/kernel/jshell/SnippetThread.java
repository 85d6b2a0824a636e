package org.prompt2model.kernel.jshell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs user code in a thread of its own, which can be stopped.
 *
 * <p>Stopping begins with an interrupt, which waiting code, and every stage of the library, answers by itself: a
 * training ends at its next step and keeps its checkpoint. Code that has not ended after a while is ended by force
 * where the JVM still can (up to JDK 19), but never in the middle of a stage.
 */
final class SnippetThread {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int LAST_JDK_WITH_STOP = 19;
    private static final String LIBRARY = "org.prompt2model.";
    private static final String KERNEL = "org.prompt2model.kernel.";

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
        Thread thread = new Thread(() -> complete(result, work), "cell");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        synchronized (this) {
            running = thread;
            thread.start();
            if (interrupted) {
                thread.interrupt();
            }
        }
        try {
            joinFully(thread);
            if (!result.isDone()) {
                result.completeExceptionally(new InterruptedException("stopped"));
            }
            return result.get();
        } catch (InterruptedException e) {
            throw new ExecutionException(e);
        } finally {
            synchronized (this) {
                running = null;
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
            Thread victim = running;
            victim.interrupt();
            Thread watch = new Thread(() -> insist(victim), "cell-stopper");
            watch.setDaemon(true);
            watch.start();
        }
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

    private static void insist(Thread victim) {
        boolean told = false;
        try {
            while (victim.isAlive()) {
                victim.join(GRACE.toMillis());
                if (victim.isAlive() && !inStage(victim)) {
                    if (Runtime.version().feature() <= LAST_JDK_WITH_STOP) {
                        stop(victim);
                    } else if (!told) {
                        System.err.println("The cell has not stopped: its code does not look at the interrupt."
                                + " Restart the kernel to end it.");
                        told = true;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean inStage(Thread victim) {
        for (StackTraceElement frame : victim.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith(LIBRARY) && !name.startsWith(KERNEL)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static void stop(Thread victim) {
        victim.stop();
    }
}

package org.prompt2model.kernel.jshell;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The attempt to end a cell: its own thread, and every thread that is inside its code. */
final class CellStop {
    private static final int PERIOD_MILLIS = 20;
    private static final int PATIENCE_MILLIS = 200;
    private static final int GIVE_UP_MILLIS = 2000;
    private static final List<Integer> LATE_MILLIS = List.of(40, 200, 1000);

    private final Thread main;
    private final Predicate<StackTraceElement> ofCell;
    private final ThreadGroup ofCells;
    private final Predicate<Thread> ofNextCell;
    private final Consumer<String> leftBehind;

    /**
     * @param main the cell's own thread; null between two snippets
     * @param ofCell whether a frame is in code of the cell
     * @param ofCells where the threads of cells are, and those that they start
     * @param ofNextCell whether a thread is a cell's own, at the time when this is asked
     * @param leftBehind told where the cell's thread hangs if nothing ends it, and nothing once it has ended
     */
    CellStop(
            Thread main,
            Predicate<StackTraceElement> ofCell,
            ThreadGroup ofCells,
            Predicate<Thread> ofNextCell,
            Consumer<String> leftBehind) {
        this.main = main;
        this.ofCell = ofCell;
        this.ofCells = ofCells;
        this.ofNextCell = ofNextCell;
        this.leftBehind = leftBehind;
    }

    /** Tells the cell's own thread at once, and sees to the others, and to what does not listen, in the background. */
    void begin() {
        if (main != null) {
            tell(main);
        }
        Thread thread = new Thread(this::follow, "cell-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        if (!ended(this::isInside)) {
            leftBehind.accept(main == null ? "" : place(main));
            return;
        }
        if (main != null) {
            StopPoints.forget(main);
        }
        leftBehind.accept("");
        for (int millis : LATE_MILLIS) {
            pause(millis);
            if (poolsAreThere()) {
                boolean unused = ended(this::isLate);
            }
        }
    }

    /** Whether there may be threads to take up what the cell gave to a pool, and nobody had begun yet. */
    private boolean poolsAreThere() {
        return ofCells.activeCount() > 0 || ForkJoinPool.commonPool().getPoolSize() > 0;
    }

    /** Ends the threads that are inside; false where one is left that nothing ends. */
    private boolean ended(BiPredicate<Thread, StackTraceElement[]> isInside) {
        long start = System.nanoTime();
        List<Thread> before = List.of();
        while (true) {
            List<Thread> inside = Thread.getAllStackTraces().entrySet().stream()
                    .filter(each -> isInside.test(each.getKey(), each.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            before.stream().filter(each -> !inside.contains(each)).forEach(StopPoints::forget);
            inside.stream().filter(each -> !StopPoints.stopped(each)).forEach(CellStop::tell);
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (inside.isEmpty() || millis > GIVE_UP_MILLIS) {
                return inside.isEmpty();
            }
            if (millis > PATIENCE_MILLIS) {
                inside.forEach(CellStop::end);
            }
            pause(PERIOD_MILLIS);
            before = inside;
        }
    }

    /** Whether a thread is in code of the cell. */
    private boolean isInside(Thread thread, StackTraceElement[] stack) {
        return thread.equals(main)
                || (!ofNextCell.test(thread) && Arrays.stream(stack).anyMatch(ofCell));
    }

    /** Whether it is there for the stopped cell: a later cell, too, may use what the stopped one declared. */
    private boolean isLate(Thread thread, StackTraceElement[] stack) {
        boolean late = false;
        for (StackTraceElement frame : stack) {
            if (CellCode.isOfCells(frame.getClassName())) {
                late = ofCell.test(frame);
            }
        }
        return late && !ofNextCell.test(thread);
    }

    private static void tell(Thread thread) {
        StopPoints.stop(thread);
        thread.interrupt();
    }

    /** Up to JDK 19 a thread can be ended wherever it runs; from 20 on this does nothing. */
    private static void end(Thread thread) {
        try {
            Thread.class.getMethod("stop").invoke(thread);
        } catch (NoSuchMethodException | InvocationTargetException e) {
            thread.interrupt();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Thread.stop is public where it exists", e);
        }
    }

    private static String place(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length == 0 ? "" : frames[0].getClassName() + "." + frames[0].getMethodName();
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}

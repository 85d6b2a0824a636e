package org.prompt2model.kernel.jshell;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The attempt to end a cell: its own thread, and every thread that is inside its code. */
final class CellStop {
    private static final int PERIOD_MILLIS = 20;
    private static final int PATIENCE_MILLIS = 200;
    private static final int GIVE_UP_MILLIS = 2000;

    private final Thread main;
    private final Predicate<String> ofCell;
    private final Consumer<String> leftBehind;

    /**
     * @param main the cell's own thread; null between two snippets
     * @param ofCell whether a class of that name is the cell's
     * @param leftBehind told where the cell's thread hangs if nothing ends it, and nothing once it has ended
     */
    CellStop(Thread main, Predicate<String> ofCell, Consumer<String> leftBehind) {
        this.main = main;
        this.ofCell = ofCell;
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
        long start = System.nanoTime();
        List<Thread> inside = inside();
        inside.forEach(CellStop::tell);
        while (!inside.isEmpty()) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (millis > GIVE_UP_MILLIS) {
                leftBehind.accept(main == null ? "" : place(main));
                return;
            }
            if (millis > PATIENCE_MILLIS) {
                inside.forEach(CellStop::end);
            }
            pause();
            List<Thread> now = inside();
            inside.stream().filter(each -> !now.contains(each)).forEach(StopPoints::forget);
            now.stream().filter(each -> !StopPoints.stopped(each)).forEach(CellStop::tell);
            inside = now;
        }
        if (main != null) {
            StopPoints.forget(main);
        }
        leftBehind.accept("");
    }

    /** The threads that are in code of the cell now. */
    private List<Thread> inside() {
        List<Thread> inside = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            if (each.getKey().equals(main)
                    || Arrays.stream(each.getValue()).anyMatch(frame -> ofCell.test(frame.getClassName()))) {
                inside.add(each.getKey());
            }
        }
        return inside;
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

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS));
    }
}

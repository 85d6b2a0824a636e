package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.run.StageInterruptedException;

/** Public, because its cells name it. */
public class StopTest {
    /** Cells say here that they run; they are in the same JVM. */
    public static volatile CountDownLatch running = new CountDownLatch(1);

    private static final String RUNNING = StopTest.class.getName() + ".running.countDown();";
    private static final String SPIN = " { long n = 0; while (true) { n++; " + RUNNING + " } }";

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    private static final CountDownLatch FIRST = new CountDownLatch(1);

    /** A task of a cell says here that it runs. */
    public static final CountDownLatch SECOND = new CountDownLatch(1);

    /** Work of no cell's code that keeps a pool busy. */
    public static final Runnable BUSY = () -> {
        try {
            FIRST.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody stops what is no cell's code", e);
        }
    };

    /** What a stage of the library does between two steps. */
    public static void stage() throws InterruptedException {
        running.countDown();
        while (true) {
            Thread.onSpinWait();
            StageInterruptedException.check("fineTune", "The checkpoint of step 7 is kept.");
        }
    }

    @TestFactory
    Stream<DynamicTest> anInterruptEnds() {
        return Map.ofEntries(
                        Map.entry("an endless loop", SPIN),
                        Map.entry("an empty loop", RUNNING + " while (true) { }"),
                        Map.entry("an empty loop with a condition", RUNNING + " for (int i = 0; i < 2; i += 0) ;"),
                        Map.entry("a do loop", RUNNING + " do { } while (true);"),
                        Map.entry("a sleep", RUNNING + " Thread.sleep(1_000_000);"),
                        Map.entry(
                                "a loop of sleeps that ignores interrupts",
                                "while (true) { " + RUNNING
                                        + " try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }"),
                        Map.entry(
                                "a loop that catches everything",
                                "while (true) { try { " + RUNNING + " while (true) { } } catch (Throwable t) { } }"),
                        Map.entry("a loop in a lambda", "Runnable r = () -> " + SPIN + "; r.run();"),
                        Map.entry("a loop in a class", "class A { void f() " + SPIN + " }\nnew A().f();"),
                        Map.entry(
                                "a recursion that catches everything",
                                "void again() { " + RUNNING
                                        + " try { again(); } catch (StackOverflowError e) { again(); } }\nagain();"),
                        Map.entry(
                                "an endless stream",
                                "java.util.stream.Stream.iterate(1, n -> { " + RUNNING + " return n; }).count()"),
                        Map.entry(
                                "a parallel stream",
                                "java.util.stream.IntStream.range(0, 4).parallel().forEach(i -> " + SPIN + ");"),
                        Map.entry(
                                "a task in a pool",
                                "var pool = java.util.concurrent.Executors.newSingleThreadExecutor(); pool.submit(() -> "
                                        + SPIN + ").get();"),
                        Map.entry(
                                "a future that is joined",
                                "java.util.concurrent.CompletableFuture.runAsync(() -> " + SPIN + ").join();"),
                        Map.entry(
                                "a thread that is joined",
                                "var t = new Thread(() -> " + SPIN + "); t.start(); t.join();"),
                        Map.entry(
                                "a lock that another thread holds",
                                "var lock = new java.util.concurrent.locks.ReentrantLock(); var holder = new Thread(lock::lock); holder.start(); holder.join(); "
                                        + RUNNING + " lock.lock();"),
                        Map.entry("a latch", RUNNING + " new java.util.concurrent.CountDownLatch(1).await();"),
                        Map.entry(
                                "a parked thread",
                                RUNNING + " while (true) java.util.concurrent.locks.LockSupport.park();"),
                        Map.entry(
                                "a queue", RUNNING + " new java.util.concurrent.LinkedBlockingQueue<String>().take();"),
                        Map.entry(
                                "a piped read",
                                "var out = new java.io.PipedOutputStream(); var in = new java.io.PipedInputStream(out); "
                                        + RUNNING + " in.read();"),
                        Map.entry(
                                "a child process",
                                "var p = new ProcessBuilder(\"sleep\", \"5\").inheritIO().start(); try { " + RUNNING
                                        + " p.waitFor(); } finally { p.destroy(); }"))
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> ended(each.getValue())));
    }

    private static void ended(String source) throws InterruptedException {
        try (Notebook notebook = new Notebook()) {
            notebook.cell("int kept = 5");
            assertThat(interrupted(notebook, source).message()).contains("the cell was stopped");
            notebook.cell("kept").returns(5);
            awaitNoThreadInACell();
        }
    }

    private static void awaitNoThreadInACell() throws InterruptedException {
        for (int i = 0; i < 500 && inACell().findAny().isPresent(); i++) {
            Thread.sleep(10);
        }
        assertThat(inACell()).as("threads that still run a cell's code").isEmpty();
    }

    private static Stream<StackTraceElement> inACell() {
        return Thread.getAllStackTraces().values().stream().flatMap(Stream::of).filter(frame -> frame.getClassName()
                .startsWith("REPL."));
    }

    @Test
    void aStageIsInterruptedAtItsNextStepAndSaysWhatIsKept() throws InterruptedException {
        CellError error = interrupted(notebook, StopTest.class.getName() + ".stage()");
        assertThat(error.message()).contains("The checkpoint of step 7 is kept.");
    }

    @Test
    void snippetsAfterAnInterruptedOneDoNotRun() throws InterruptedException {
        notebook.cell("int n = 0");
        interrupted(notebook, RUNNING + " try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }\nn = 1;");
        notebook.cell("n").returns(0);
    }

    @Test
    void aTaskThatWaitedWhileItsCellWasStoppedIsStoppedWhenItBegins() throws InterruptedException {
        interrupted(
                notebook,
                "import org.prompt2model.kernel.jshell.StopTest;\n"
                        + "var pool = java.util.concurrent.Executors.newSingleThreadExecutor();\n"
                        + "pool.execute(StopTest.BUSY);\n"
                        + "pool.execute(() -> { StopTest.SECOND.countDown(); while (true) { } });\n"
                        + "{ " + RUNNING + " Thread.sleep(1_000_000); }");
        // Long after all that ran has ended.
        Thread.sleep(200);
        FIRST.countDown();
        assertThat(SECOND.await(20, TimeUnit.SECONDS)).isTrue();
        awaitNoThreadInACell();
        notebook.cell("pool.shutdown()");
    }

    @Test
    void whatAStoppedCellLeftIsOfUseToTheNext() throws InterruptedException {
        interrupted(
                notebook,
                "Runnable later = () -> { for (long end = System.nanoTime() + 500_000_000; System.nanoTime() < end; ); };\n"
                        + "{ " + RUNNING + " Thread.sleep(1_000_000); }");
        notebook.cell("later.run(); 7").returns(7);
    }

    @Test
    void threadsOfEarlierCellsRunOn() throws InterruptedException {
        notebook.cell("volatile boolean go = true; volatile long n = 0;")
                .then("var server = new Thread(() -> { while (go) n++; }); server.start();");
        interrupted(notebook, SPIN);
        notebook.cell("long before = n; Thread.sleep(100); n > before").returns(true);
        notebook.cell("go = false; server.join();");
    }

    @Test
    void aLoopInsideALibraryThatTheNotebookAddedIsStopped(@TempDir Path folder) throws Exception {
        notebook.interpreter().addToClasspath(library(folder));
        interrupted(notebook, "lib.Endless.loop(" + StopTest.class.getName() + ".running)");
        assertThat(notebook.fails().message()).contains("the cell was stopped");
    }

    @Test
    void whatListensToNothingIsLeftBehindAndTheKernelSaysSo() throws InterruptedException {
        interrupted(notebook, "var server = new java.net.ServerSocket(0);\n{ " + RUNNING + " server.accept(); }");
        assertThat(notebook.fails().message()).contains("could not be stopped").contains("restart the kernel");
        notebook.cell("server.close(); 1 + 1").returns(2);
    }

    private static Path library(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("lib")).resolve("Endless.java");
        Files.writeString(source, """
            package lib;
            public class Endless {
                public static void loop(java.util.concurrent.CountDownLatch running) {
                    while (true) {
                        running.countDown();
                    }
                }
            }
            """);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        return folder;
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(each -> each.getKey() + "\n\t"
                        + Stream.of(each.getValue())
                                .limit(50)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n\t")))
                .collect(Collectors.joining("\n"));
    }

    /** Runs a cell in a thread, interrupts it once it says that it runs, and returns its error. */
    private static CellError interrupted(Notebook notebook, String source) throws InterruptedException {
        running = new CountDownLatch(1);
        Thread thread = new Thread(() -> notebook.cell(source));
        thread.start();
        assertThat(running.await(20, TimeUnit.SECONDS))
                .as("the cell runs: %s", source)
                .isTrue();
        notebook.interpreter().interrupt();
        thread.join(60_000);
        assertThat(thread.isAlive())
                .as(() -> "the cell runs on: " + source + "\n" + threads())
                .isFalse();
        assertThat(notebook.fails().name()).isEqualTo(CellError.INTERRUPTED);
        return notebook.fails();
    }
}

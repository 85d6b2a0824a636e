package org.prompt2model.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prompt2model.kernel.wire.Connection;
import org.prompt2model.kernel.wire.FrontEnd;

/** A kernel in a process of its own, and its front end. */
final class RunningKernel implements AutoCloseable {
    private final Path log;
    private final Process process;
    private final FrontEnd frontEnd;

    /**
     * Starts one.
     *
     * @param folder where it keeps its files: the connection, the run, the history, the log
     * @param command as in a kernelspec, without the connection file, which comes last
     */
    RunningKernel(Path folder, List<String> command) throws IOException {
        log = folder.resolve("kernel.log");
        Connection.Ports ports = freePorts();
        List<String> whole = new ArrayList<>(command);
        whole.add(connectionFile(folder, ports).toString());
        ProcessBuilder builder =
                new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PROMPT2MODEL_RUN", folder.resolve("run").toString());
        builder.environment()
                .put("PROMPT2MODEL_HISTORY", folder.resolve("history.jsonl").toString());
        process = builder.start();
        frontEnd = new FrontEnd(ports);
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    Process process() {
        return process;
    }

    /** What it printed into the terminal that Jupyter runs in. */
    Path log() {
        return log;
    }

    /** Sends the signal that Ctrl+C sends. */
    void signal() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        frontEnd.close();
    }

    private static Path connectionFile(Path folder, Connection.Ports ports) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("shell_port", ports.shell());
        json.addProperty("control_port", ports.control());
        json.addProperty("iopub_port", ports.iopub());
        json.addProperty("stdin_port", ports.stdin());
        json.addProperty("hb_port", ports.heartbeat());
        json.addProperty("key", FrontEnd.ANYWHERE.key());
        return Files.writeString(folder.resolve("connection.json"), json.toString());
    }

    private static Connection.Ports freePorts() throws IOException {
        try (ServerSocket a = new ServerSocket(0);
                ServerSocket b = new ServerSocket(0);
                ServerSocket c = new ServerSocket(0);
                ServerSocket d = new ServerSocket(0);
                ServerSocket e = new ServerSocket(0)) {
            return new Connection.Ports(
                    a.getLocalPort(), b.getLocalPort(), c.getLocalPort(), d.getLocalPort(), e.getLocalPort());
        }
    }
}

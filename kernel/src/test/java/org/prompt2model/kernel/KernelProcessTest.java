package org.prompt2model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.wire.Connection;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;

/** A kernel in a process of its own, with the flags of the kernelspec. */
class KernelProcessTest {
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    private Path folder;

    private Process kernel;
    private FrontEnd frontEnd;

    @BeforeEach
    void start() throws IOException {
        Connection.Ports ports = freePorts();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelMain.class.getName()));
        command.add(connectionFile(ports).toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile());
        builder.environment().put("PROMPT2MODEL_RUN", folder.resolve("run").toString());
        builder.environment()
                .put("PROMPT2MODEL_HISTORY", folder.resolve("history.jsonl").toString());
        kernel = builder.start();
        frontEnd = new FrontEnd(ports);
    }

    @AfterEach
    void end() {
        kernel.destroyForcibly();
        frontEnd.close();
    }

    /** Newer JDKs warn of native libraries and of Unsafe, in the terminal that Jupyter runs in. */
    @Test
    void neitherTheNotebookNorTheTerminalShowsAWarningOfTheJvm() throws IOException {
        Message request = frontEnd.execute("""
                List<Example> examples = IntStream.range(0, 20)
                    .mapToObj(i -> new Example("number " + i, i %% 2 == 0 ? "even" : "odd"))
                    .toList();
                Table rows = DataRows.of("numbers", examples, "demonstration");
                TableFiles.read(TableFiles.write(rows, Path.of("%s")));
                Task task = new Task("Is the number even or odd?", rows);
                display(chart(retrieveModels(task)));
                for (String model : List.of("prompt2model/byt5-nano", "prompt2model/minilm-classifier")) {
                    fineTune(task, model, new Splits(rows, rows, rows), TrainingOptions.defaults().epochs(1)).close();
                }
                """.formatted(folder.resolve("rows.parquet")));
        assertThat(frontEnd.shellReply().text("evalue", "")).isEmpty();
        assertThat(frontEnd.publishedFor(request))
                .extracting(Message::type)
                .contains("display_data")
                .doesNotContain("stream");
        assertThat(folder.resolve("kernel.log")).isEmptyFile();
    }

    @Test
    void aShutdownEndsTheProcessThoughACellRunsOn() throws InterruptedException {
        frontEnd.execute("while (true) {}");
        frontEnd.published("execute_input");
        frontEnd.toControl("shutdown_request");
        assertThat(frontEnd.controlReply().type()).isEqualTo("shutdown_reply");
        assertThat(kernel.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aShutdownEndsTheProcessesThatCellsStarted() throws InterruptedException {
        Message request = frontEnd.execute("new ProcessBuilder(\"sleep\", \"1000\").start().pid()");
        frontEnd.shellReplyTo(request);
        ProcessHandle child = kernel.descendants().findFirst().orElseThrow();
        frontEnd.toControl("shutdown_request");
        assertThat(kernel.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(child.onExit()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The kernelspec's flags, without its class path: jars exist only after the tests. */
    private List<String> flags() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.createFile(jars.resolve("one.jar"));
        KernelSpec.write(folder.resolve("spec"), jars);
        return Files.readAllLines(folder.resolve("spec").resolve("java.args")).stream()
                .takeWhile(line -> !line.equals("-cp"))
                .toList();
    }

    private Path connectionFile(Connection.Ports ports) throws IOException {
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

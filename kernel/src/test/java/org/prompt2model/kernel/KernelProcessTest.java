package org.prompt2model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;

/** A kernel in a process of its own, with the flags of the kernelspec. */
class KernelProcessTest {
    private static final int PATIENCE_SECONDS = 300;
    private static final int SIGINT = 2;

    @TempDir
    private Path folder;

    private RunningKernel kernel;
    private FrontEnd frontEnd;

    @BeforeEach
    void start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelMain.class.getName()));
        kernel = new RunningKernel(folder, command);
        frontEnd = kernel.frontEnd();
    }

    @AfterEach
    void end() {
        kernel.close();
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
        assertThat(kernel.log()).isEmptyFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalInterruptsTheCellAndItsVariablesStay() throws Exception {
        Message request = frontEnd.execute("int answer = 42;\nSystem.out.println(\"runs\");\nwhile (true) {}");
        frontEnd.published("stream");
        assumeFalse(ignoresInterrupts(), "who started this build made all its programs ignore the signal");
        kernel.signal();
        assertThat(frontEnd.shellReplyTo(request).text("ename", "")).isEqualTo(CellError.INTERRUPTED);
        assertThat(result("answer")).isEqualTo("42");
    }

    /** A signal travels by itself: it may find the next cell running, and that one alone. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKernelThatIsIdleOutlivesTheSignal() throws Exception {
        assertThat(result("1 + 1")).isEqualTo("2");
        kernel.signal();
        assertThat(List.of(result("2 + 2"), result("2 + 2"))).contains("4");
        assertThat(kernel.process().isAlive()).isTrue();
    }

    @Test
    void aShutdownEndsTheProcessThoughACellRunsOn() throws InterruptedException {
        frontEnd.execute("while (true) {}");
        frontEnd.published("execute_input");
        frontEnd.toControl("shutdown_request");
        assertThat(frontEnd.controlReply().type()).isEqualTo("shutdown_reply");
        assertThat(kernel.endsWithin(PATIENCE_SECONDS)).isTrue();
    }

    @Test
    void aShutdownEndsTheProcessesThatCellsStarted() throws InterruptedException {
        Message request = frontEnd.execute("new ProcessBuilder(\"sleep\", \"1000\").start().pid()");
        frontEnd.shellReplyTo(request);
        ProcessHandle child = kernel.process().descendants().findFirst().orElseThrow();
        frontEnd.toControl("shutdown_request");
        assertThat(kernel.endsWithin(PATIENCE_SECONDS)).isTrue();
        assertThat(child.onExit()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a cell shows of its last expression. */
    private String result(String code) {
        Message request = frontEnd.execute(code);
        return frontEnd.publishedFor(request).stream()
                .filter(message -> message.type().equals("execute_result"))
                .map(message -> message.object("data").get("text/plain").getAsString())
                .findFirst()
                .orElse("nothing");
    }

    /** A shell without job control lets what it starts in the background ignore the signal; no program can undo that. */
    private boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc", Long.toString(kernel.process().pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        long signals = Long.parseUnsignedLong(ignored.replaceAll("\\D+(\\p{XDigit}+)", "$1"), 16);
        return (signals >> (SIGINT - 1) & 1) == 1;
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
}

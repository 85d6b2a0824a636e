package org.prompt2model.teacher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prompt2model.Prompt2Model;
import org.prompt2model.generation.GenerationOptions;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import tech.tablesaw.api.Table;

/** A program of its own that generates rows and can be killed: {@code GeneratingProcess <rows>}. */
final class GeneratingProcess implements AutoCloseable {
    private static final String PROMPT = """
            Rewrite an English date or time expression in ISO 8601.

            Input: March 3rd, 2021
            Output: 2021-03-03
            """;

    private final Process process;
    private final Path folder;

    /** @param settings environment of the program besides the run folder */
    GeneratingProcess(Path folder, int rows, Map<String, String> settings, String... jvm) throws IOException {
        this.folder = folder;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                GeneratingProcess.class.getName(),
                Integer.toString(rows)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PROMPT2MODEL_RUN", folder.toString());
        builder.environment().putAll(settings);
        Files.createDirectories(folder);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()));
        this.process = builder.start();
    }

    public static void main(String[] arguments) {
        Task task = Prompt2Model.parsePrompt(PROMPT);
        Table rows = Prompt2Model.generateDataset(
                task,
                Integer.parseInt(arguments[0]),
                GenerationOptions.defaults().seed(11));
        Runtime runtime = Runtime.getRuntime();
        System.out.println("rows " + rows.rowCount() + ", used MB "
                + (runtime.totalMemory() - runtime.freeMemory()) / (1 << 20) + ", maximum MB "
                + runtime.maxMemory() / (1 << 20));
        System.out.println("table " + Fingerprint.of(rows));
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Waits for its end and gives the last line that it wrote: the fingerprint of its table. */
    String result() throws IOException, InterruptedException {
        int status = process.waitFor();
        List<String> lines = Files.readAllLines(folder.resolve("output.txt"));
        if (status != 0) {
            throw new IOException("status " + status + ": " + String.join("\n", lines));
        }
        return lines.get(lines.size() - 1);
    }

    /** Keys of the journal's lines, and how many of them came more than once: questions paid for twice. */
    static int paidTwice(Path folder) throws IOException {
        Set<String> keys = new HashSet<>();
        int again = 0;
        for (String line : Files.readAllLines(folder.resolve("journal.jsonl"))) {
            if (!line.isBlank()
                    && !Protocol.JSON.readTree(line).path("reply").asText().equals("failed")) {
                again += keys.add(Protocol.JSON.readTree(line).path("key").asText()) ? 0 : 1;
            }
        }
        return again;
    }

    static long journalLines(Path folder) throws IOException {
        Path journal = folder.resolve("journal.jsonl");
        try (var lines = Files.exists(journal) ? Files.lines(journal) : java.util.stream.Stream.<String>empty()) {
            return lines.count();
        }
    }

    /** Ends it at once if it still runs: SIGKILL, where there are signals. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

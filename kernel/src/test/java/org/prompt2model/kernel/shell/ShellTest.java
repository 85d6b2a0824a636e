package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    private final Map<String, String> memory = new HashMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void startsWithoutAComplaint() throws Exception {
        typed("int two = 1 + 1");
        assertThat(output()).contains("java> ").contains("two ==> 2").doesNotContain("Does not match");
    }

    @Test
    void showsATableWhole() throws Exception {
        typed("Table rows = Table.create(\"rows\", StringColumn.create(\"input\", Stream.iterate(0, i -> i + 1)"
                + ".limit(40).map(i -> \"a text that is long enough to be cut in the middle, number \" + i)"
                + ".toList()), StringColumn.create(\"output\", Stream.generate(() -> \"another text of the same"
                + " length, so that the table has more than a thousand characters\").limit(40).toList()))");
        assertThat(output()).contains("showing 10 of 40 rows").containsPattern("(?m)^a text .*another text ");
        assertThat(output().lines().filter(line -> line.startsWith("a text"))).hasSize(10);
    }

    @Test
    void runsAFileAndEndsWithItsStatus(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("script.jsh"), "System.out.println(\"seen\");\n/exit 3\n");
        assertThat(run("", file.toString())).isEqualTo(3);
        assertThat(output()).isEqualToIgnoringWhitespace("seen");
    }

    @Test
    void remembersWhatWasTypedAndNothingElse(@TempDir Path folder) throws Exception {
        typed("int two = 1 + 1");
        Path file = folder.resolve("below/shell.properties");
        ShellMemory.write(memory, file);
        Map<String, String> read = ShellMemory.read(file);
        assertThat(read).isEqualTo(memory).containsValue("int two = 1 + 1");
        assertThat(read.entrySet())
                .noneMatch(entry -> ShellMemory.isTypedLine(entry.getKey())
                        && entry.getValue().contains("/set mode"));
    }

    @Test
    void startsWhereItsMemoryCannotBeReadOrWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shell.properties"), "broken \\u00zz");
        assertThat(ShellMemory.read(file)).isEmpty();
        ShellMemory.write(Map.of("a", "b"), file.resolve("below"));
        assertThat(file).hasContent("broken \\u00zz");
    }

    private void typed(String line) throws Exception {
        run(line + "\n/exit\n");
    }

    private int run(String input, String... arguments) throws Exception {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        JavaShellToolBuilder tool = JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), null)
                .out(out)
                .err(out);
        PrintStream before = System.out;
        System.setOut(out);
        try {
            return Shell.run(tool, memory, arguments);
        } finally {
            System.setOut(before);
        }
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }
}

package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShellTest {
    private final Preferences memory = Preferences.userRoot().node("org/prompt2model/test/" + UUID.randomUUID());

    @AfterEach
    void forget() throws BackingStoreException {
        memory.removeNode();
    }

    @Test
    void beginsWithoutAnErrorAndKnowsTheStageFunctions() throws Exception {
        assertThat(typed("parsePrompt(\"Say hi.\\n\\nInput: a\\nOutput: b\").instruction()"))
                .contains("\"Say hi.\"")
                .doesNotContain("Does not match", "cannot find symbol");
    }

    @Test
    void showsAWholeTable() throws Exception {
        String lines = "IntColumn.create(\"number\", IntStream.range(0, 20).toArray())";
        String text = "StringColumn.create(\"text\", Collections.nCopies(20, \"word \".repeat(9)))";
        assertThat(typed("Table.create(\"rows\", " + lines + ", " + text + ")"))
                .contains("rows", "number", "19  word word", "20 rows")
                .doesNotContain(" ... ");
    }

    @Test
    void isSetUpOnceAndRemembersIt() throws Exception {
        typed("1 + 1");
        assertThat(memory.get("FEEDBACK", "")).isEqualTo("prompt2model");
        assertThat(typed("2 + 2")).contains("java> ", "==> 4").doesNotContain("jshell>");
    }

    @Test
    void leavesWithTheStatusThatItsScriptGives() throws Exception {
        assertThat(run("/exit 3", new ByteArrayOutputStream())).isEqualTo(3);
    }

    private String typed(String line) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(line + "\n/exit", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String lines, ByteArrayOutputStream out) throws Exception {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Shell.run(
                JavaShellToolBuilder.builder()
                        .in(new ByteArrayInputStream((lines + "\n").getBytes(StandardCharsets.UTF_8)), null)
                        .out(stream)
                        .err(stream),
                memory);
    }
}

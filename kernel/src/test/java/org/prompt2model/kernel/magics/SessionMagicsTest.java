package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionMagicsTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void whoListsVariablesWithTheirTypes() {
        notebook.value("int count = 3; String name = \"a\";\n1 + 1");
        assertThat(notebook.prints("%who")).isEqualTo("int     count\nString  name\n");
        assertThat(notebook.prints("%who String")).isEqualTo("String  name\n");
    }

    @Test
    void listShowsWhatCellsDefined() {
        notebook.value("record Point(int x, int y) {}\nint twice(int a) { return 2 * a; }\nint n = 1;");
        assertThat(notebook.prints("%list"))
                .contains("record Point(int x, int y) {}", "int twice(int a) { return 2 * a; }", "int n = 1;");
        assertThat(notebook.prints("%list methods")).contains("twice").doesNotContain("Point");
    }

    @Test
    void historyPrintsPastCells() {
        notebook.value("int a = 1;");
        notebook.value("int b = 2;");
        assertThat(notebook.prints("%history")).isEqualTo("[1] int a = 1;\n[2] int b = 2;\n[3] %history\n");
        assertThat(notebook.prints("%history 1-2")).isEqualTo("[1] int a = 1;\n[2] int b = 2;\n");
        assertThat(notebook.fails("%history x").message()).contains("'x'", "2-5 for a range");
    }

    @Test
    void environmentVariablesAreShownWithoutSecrets() {
        notebook.prints("%env SOME_API_KEY=sk-123");
        notebook.prints("%env DATABASE=jdbc:db://user:open-sesame@host/db");
        assertThat(notebook.prints("%env"))
                .contains("SOME_API_KEY=(set, not shown)", "DATABASE=jdbc:db://***@host/db", "PATH=")
                .doesNotContain("sk-123", "open-sesame");
        assertThat(notebook.value("%env SOME_API_KEY")).isEqualTo("(set, not shown)");
        assertThat(notebook.fails("%env NO_SUCH_VARIABLE").message()).contains("NO_SUCH_VARIABLE");
    }

    @Test
    void aCellIsWrittenToAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/notes.txt");
        assertThat(notebook.prints("%%writefile " + file + "\nfirst\n")).contains("Wrote");
        assertThat(notebook.prints("%%writefile -a " + file + "\nsecond\n")).contains("Appended");
        assertThat(Files.readString(file)).isEqualTo("first\nsecond\n");
    }
}

package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMagicTest {
    private static final Notebook NOTEBOOK = new Notebook();

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @Test
    void aScriptIsFoundWithAndWithoutItsEnding() throws IOException {
        Files.writeString(folder.resolve("setup.jsh"), "int fromScript = 5;");
        NOTEBOOK.value("%load " + folder.resolve("setup.jsh"));
        NOTEBOOK.value("%load " + folder.resolve("setup"));
        assertThat(NOTEBOOK.value("fromScript")).isEqualTo(5);
    }

    @Test
    void aSourceFileOfAPackageIsLoaded() throws IOException {
        Files.writeString(
                folder.resolve("Adder.java"),
                "package org.example;\n\npublic class Adder { int add(int a, int b) { return a + b; } }\n");
        assertThat(NOTEBOOK.value("%load " + folder.resolve("Adder") + "\nnew Adder().add(2, 3)"))
                .isEqualTo(5);
    }

    @Test
    void theCodeCellsOfANotebookRunWithTheirMagics() throws IOException {
        Files.writeString(folder.resolve("notes.ipynb"), """
                {"cells": [
                  {"cell_type": "markdown", "source": ["not Java"]},
                  {"cell_type": "code", "source": ["int fromNotebook = 1;\\n", "%time fromNotebook++;"]},
                  {"cell_type": "code", "source": "fromNotebook++;"}
                ]}
                """);
        NOTEBOOK.value("%load " + folder.resolve("notes"));
        assertThat(NOTEBOOK.value("fromNotebook")).isEqualTo(3);
    }

    @Test
    void anErrorNamesTheFileAndTheCell() throws IOException {
        Files.writeString(
                folder.resolve("broken.ipynb"),
                "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"int x = true;\"}]}");
        assertThat(NOTEBOOK.fails("%load " + folder.resolve("broken"))
                        .traceback()
                        .get(0))
                .contains("broken.ipynb, code cell 1");
    }

    @Test
    void aFileThatIsNotThereNamesTheEndingsThatWereTried() {
        assertThat(NOTEBOOK.fails("%load " + folder.resolve("nothing")).message())
                .contains("nothing", ".jsh", ".java", ".ipynb");
    }

    @Test
    void aFileThatLoadsItselfIsRefused() throws IOException {
        Path file = folder.resolve("loop.jsh");
        Files.writeString(file, "%load " + file);
        assertThat(NOTEBOOK.fails("%load " + file).message()).contains("loop.jsh loads itself");
    }
}

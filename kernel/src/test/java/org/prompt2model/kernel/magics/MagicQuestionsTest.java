package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.JShellInterpreter;

class MagicQuestionsTest {
    private static final MagicRunner INTERPRETER = new MagicRunner(new JShellInterpreter());

    @AfterAll
    static void close() {
        INTERPRETER.close();
    }

    @Test
    void aLineMagicIsCompleteAndACellMagicEndsWithAnEmptyLine() {
        assertThat(state("%maven a:b:1")).isEqualTo("complete");
        assertThat(state("%time int x = 1\nfor (int i = 0; i < 2; i++) {")).isEqualTo("incomplete");
        assertThat(state("%%time")).isEqualTo("incomplete");
        assertThat(state("%%time\n1 + 1")).isEqualTo("incomplete");
        assertThat(state("%%time\n1 + 1\n")).isEqualTo("complete");
    }

    @Test
    void namesOfMagicsAreCompleted() {
        Completions found = INTERPRETER.complete("int a = 1;\n%mav", 15);
        assertThat(found.matches()).containsExactly("%maven", "%mavenRepo");
        assertThat(found.start()).isEqualTo(11);
        assertThat(INTERPRETER.complete("%%tim", 5).matches()).containsExactly("%%time", "%%timeit");
    }

    @Test
    void javaBesideMagicsIsCompletedInItsPlace() {
        String cell = "%maven a:b:1\n\"\".isBla";
        Completions found = INTERPRETER.complete(cell, cell.length());
        assertThat(found.matches()).anyMatch(match -> match.startsWith("isBlank"));
        assertThat(found.start()).isEqualTo(cell.indexOf("isBla"));
        String timed = "%time \"\".isBla";
        assertThat(INTERPRETER.complete(timed, timed.length()).matches())
                .anyMatch(match -> match.startsWith("isBlank"));
    }

    @Test
    void filesAreCompletedBehindMagicsThatTakeThem(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("first.jsh"));
        Files.createFile(folder.resolve("first.ipynb"));
        Files.createDirectory(folder.resolve("firsts"));
        Files.createFile(folder.resolve(".first"));
        for (String magic : List.of("%load", "%jars", "%classpath x", "%%writefile -a", "%loadFromPOM")) {
            String cell = magic + " " + folder + "/fir";
            Completions found = INTERPRETER.complete(cell, cell.length());
            assertThat(found.matches())
                    .as(magic)
                    .containsExactly(folder + "/first.ipynb", folder + "/first.jsh", folder + "/firsts/");
            assertThat(found.start()).isEqualTo(magic.length() + 1);
        }
        String hidden = "int a;\n%load " + folder + "/.";
        assertThat(INTERPRETER.complete(hidden, hidden.length()).matches()).containsExactly(folder + "/.first");
    }

    @Test
    void namesWithBlanksAreQuoted(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("my folder").resolve("in it"));
        Files.createFile(folder.resolve("my notes.jsh"));
        String cell = "%load " + folder + "/my";
        assertThat(INTERPRETER.complete(cell, cell.length()).matches())
                .containsExactly("\"" + folder + "/my folder/", "\"" + folder + "/my notes.jsh\"");
        String quoted = "%load '" + folder + "/my folder/i";
        assertThat(INTERPRETER.complete(quoted, quoted.length()).matches())
                .containsExactly("'" + folder + "/my folder/in it/");
    }

    @Test
    void noFilesAreOfferedWhereNoneBelong() {
        assertThat(INTERPRETER.complete("%load /no/such/folder/a", 23).matches())
                .isEmpty();
        assertThat(INTERPRETER.complete("%who /", 6).matches()).isEmpty();
        String text = "String s = \"\"\"\n%load /";
        assertThat(INTERPRETER.complete(text, text.length()).matches()).noneMatch(match -> match.contains("/"));
    }

    @Test
    void aMagicIsDescribedWithItsArguments() {
        assertThat(INTERPRETER.describe("%maven a:b:1", 3).orElseThrow())
                .contains("%maven GROUP:ARTIFACT:VERSION", "class path");
    }

    private static String state(String source) {
        return INTERPRETER.completeness(source).state();
    }
}

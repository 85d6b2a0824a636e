package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MagicRunnerTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void javaAroundAMagicRunsFromTopToBottom() {
        assertThat(notebook.value("int a = 20;\n%time int b = a + 1;\na + b")).isEqualTo(41);
    }

    @Test
    void errorsBelowAMagicNameTheLineOfTheCell() {
        assertThat(String.join(
                        "\n", notebook.fails("%lsmagic\n\nint x = \"text\";").traceback()))
                .contains("cell 1, line 3");
    }

    @Test
    void errorsInATimedCellNameTheLineOfTheCell() {
        assertThat(String.join(
                        "\n", notebook.fails("%%time\n\nint x = \"text\";").traceback()))
                .contains("cell 1, line 3");
    }

    @Test
    void anUnknownMagicNamesTheKnownOnes() {
        assertThat(notebook.fails("%bogus").message()).contains("%bogus", "%classpath", "%%time");
    }

    @Test
    void aLineMagicCalledAsACellMagicIsToldApart() {
        assertThat(notebook.fails("%%maven\na:b:1").message()).contains("did you mean %maven?");
    }

    @Test
    void aPercentSignInATextBlockIsNoMagic() {
        assertThat(notebook.value("String s = \"\"\"\n    %time\n    \"\"\";\ns.strip()"))
                .isEqualTo("%time");
    }

    @Test
    void aPercentSignInACommentIsNoMagic() {
        assertThat(notebook.value("/* what follows\n%bogus\n*/\n1 + 1 // \"\"\""))
                .isEqualTo(2);
    }

    @Test
    void theValueOfAMagicCanBeAssigned() {
        assertThat(notebook.value("List<String> lines = %system printf 'a\\nb\\n'\nlines.size()"
                        .replace("List<", "java.util.List<")))
                .isEqualTo(2);
    }

    @Test
    void aRemainderIsNoMagic() {
        assertThat(notebook.value("int a = 7; int b = 4;\nint c = a %b;\nc")).isEqualTo(3);
    }

    @Test
    void everyMagicIsListedWithWhatItDoes() {
        String listed = notebook.prints("%lsmagic");
        for (String name : List.of(
                "%maven ",
                "%mavenRepo ",
                "%%loadFromPOM ",
                "%jars ",
                "%classpath ",
                "%load ",
                "%list ",
                "%%time ",
                "%time ",
                "%%timeit ",
                "%env ",
                "%system ",
                "%%shell ",
                "%who ",
                "%history ",
                "%%writefile ",
                "%lsmagic ")) {
            assertThat(listed.lines()).anyMatch(line -> line.startsWith(name) && line.matches(".*\\S {1,}\\S.*"));
        }
    }

    @Test
    void aCellRegistersMagicsWithIJavasAnnotations() {
        notebook.value("""
                import io.github.spencerpark.jupyter.kernel.magic.registry.*;
                public class Greetings {
                    @LineMagic
                    public static String greet(java.util.List<String> words) { return "hello " + words.get(0); }

                    @CellMagic(aliases = "louder")
                    public static String loud(java.util.List<String> words, String body) { return body.toUpperCase(); }
                }
                io.github.spencerpark.ijava.IJava.getKernelInstance().getMagics().registerMagics(Greetings.class);
                """);
        assertThat(notebook.value("%greet \"dear reader\"")).isEqualTo("hello dear reader");
        assertThat(notebook.value("%%louder\nquiet")).isEqualTo("QUIET");
        assertThat(notebook.prints("%lsmagic")).contains("%greet", "%%loud");
    }

    @Test
    void aCellThatEndsInAMagicShowsTheMagicsValue() {
        assertThat(notebook.value("int a = 1;\n%system true")).isNull();
    }
}

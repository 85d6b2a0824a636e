package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.jshell.Outcome;

class MagicRunnerTest {
    private final JShellInterpreter interpreter = new JShellInterpreter();
    private final MagicRunner magics = new MagicRunner(interpreter);

    @AfterEach
    void close() {
        interpreter.close();
    }

    @Test
    void javaAroundAMagicRunsFromTopToBottom() {
        assertThat(magics.run(1, "int a = 20;\n%time int b = a + 1;\na + b")).isEqualTo(new Outcome.Done(41));
    }

    @Test
    void aTimedCellHasItsResult() {
        assertThat(magics.run(1, "%%time\n6 * 7")).isEqualTo(new Outcome.Done(42));
    }

    @Test
    void errorsBelowAMagicNameTheLineOfTheCell() {
        Outcome outcome = magics.run(1, "%lsmagic\n\nint x = \"text\";");
        assertThat(String.join("\n", ((Outcome.Failed) outcome).error().traceback()))
                .contains("cell 1, line 3");
    }

    @Test
    void anUnknownMagicNamesTheKnownOnes() {
        Outcome outcome = magics.run(1, "%bogus");
        assertThat(((Outcome.Failed) outcome).error().message()).contains("%bogus", "%classpath", "%%time");
    }

    @Test
    void aPercentSignInATextBlockIsNoMagic() {
        assertThat(magics.run(1, "String s = \"\"\"\n    %time\n    \"\"\";\ns.strip()"))
                .isEqualTo(new Outcome.Done("%time"));
    }

    @Test
    void aClasspathThatIsNotThereIsRefused(@TempDir Path folder) {
        Outcome outcome = magics.run(1, "%classpath " + folder.resolve("missing.jar"));
        assertThat(((Outcome.Failed) outcome).error().message()).contains("there is no file or folder", "missing.jar");
    }
}

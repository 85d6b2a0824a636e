package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellSettings;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.jshell.Outcome;

class StartupTest {
    private final MagicRunner magics = new MagicRunner(
            new JShellInterpreter(CellSettings.of(Map.of(CellSettings.COMPILER_OPTIONS, "-parameters -Akey=\"a b\""))));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        magics.close();
    }

    @Test
    void jarsAndScriptsOfTheEnvironmentAreThereInTheFirstCell() throws IOException {
        new TestRepository(folder).with("org.example:base:1.0", "Base");
        Files.writeString(folder.resolve("init.jshell"), "int fromFile = 1;");
        new Startup(magics)
                .run(Map.of(
                        Startup.CLASSPATH, folder + "/org/example/base/1.0/*.jar",
                        Startup.SCRIPTS, folder + "/*.jshell",
                        Startup.SCRIPT, "int fromVariable = fromFile + 1;"));
        assertThat(run("lib.Base.version() + fromFile + fromVariable")).isEqualTo(new Outcome.Done("1.012"));
    }

    @Test
    void aFolderOfScriptsIsRunByName() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts").resolve("more"))
                .getParent();
        Files.writeString(scripts.resolve("b.jshell"), "int second = first + 1;");
        Files.writeString(scripts.resolve("a.jshell"), "int first = 1;");
        new Startup(magics).run(Map.of(Startup.SCRIPTS, scripts + "/"));
        assertThat(run("first + second")).isEqualTo(new Outcome.Done(3));
    }

    @Test
    void whatFailsIsToldAndTheRestIsDone() {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            new Startup(magics)
                    .run(Map.of(
                            Startup.CLASSPATH,
                            folder.resolve("missing.jar") + File.pathSeparator + folder,
                            Startup.SCRIPT,
                            "int fromVariable = 2;"));
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).contains(Startup.CLASSPATH, "missing.jar");
        assertThat(run("fromVariable")).isEqualTo(new Outcome.Done(2));
    }

    @Test
    void theCompilerHasItsOptions() {
        assertThat(run("int named(int first) { return first; }\n"
                        + "new Object() { void run(int second) {} }.getClass().getDeclaredMethods()[0]"
                        + ".getParameters()[0].getName()"))
                .isEqualTo(new Outcome.Done("second"));
    }

    private Outcome run(String source) {
        return magics.run(Cell.of(1, source));
    }
}

package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Outcome;

class ShellMagicsTest {
    private static final Notebook NOTEBOOK = new Notebook();

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @Test
    void aCommandPrintsIntoTheCell() {
        assertThat(NOTEBOOK.prints("%system echo one && echo two | tr a-z A-Z")).isEqualTo("one\nTWO\n");
    }

    @Test
    void aCellIsAScript() {
        assertThat(NOTEBOOK.prints("%%shell\nfor i in 1 2; do\n  echo $i\ndone"))
                .isEqualTo("1\n2\n");
    }

    @Test
    void aCommandThatFailsIsAnErrorWithItsStatus() {
        assertThat(NOTEBOOK.fails("%system exit 3").message()).contains("status 3");
    }

    @Test
    void variablesThatWereSetReachTheCommand() {
        NOTEBOOK.prints("%env GREETING=good morning");
        assertThat(NOTEBOOK.prints("%system echo $GREETING")).isEqualTo("good morning\n");
    }

    @Test
    void anInterruptEndsTheCommand(@TempDir Path folder) throws Exception {
        Path started = folder.resolve("started");
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> NOTEBOOK.run(
                "%system echo $$ > " + started + ".new && mv " + started + ".new " + started + " && sleep 1000"));
        while (!Files.exists(started)) {
            assertThat(outcome).isNotDone();
            Thread.sleep(10);
        }
        NOTEBOOK.interrupt();
        Outcome.Failed failed = (Outcome.Failed) outcome.get(20, TimeUnit.SECONDS);
        assertThat(failed.error().name()).isEqualTo(CellError.INTERRUPTED);
        long pid = Long.parseLong(Files.readString(started).strip());
        ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }
}

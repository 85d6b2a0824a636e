package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.prompt2model.kernel.shell.TypedShell.CTRL_C;
import static org.prompt2model.kernel.shell.TypedShell.CTRL_D;
import static org.prompt2model.kernel.shell.TypedShell.ENTER;
import static org.prompt2model.kernel.shell.TypedShell.TAB;
import static org.prompt2model.kernel.shell.TypedShell.UP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedShellTest {
    @TempDir
    private Path folder;

    @Test
    void runsCellsAndLeavesAtCtrlD() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "int two = 1 + 1").cell(2, "two + 40").prints("42").cell(3, "");
            shell.sees("[3] java> ").types(CTRL_D);
            assertThat(shell.status()).isZero();
        }
    }

    @Test
    void aCellThatIsNotAtItsEndGoesOnWithAnIndent() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "int twice(int n) {").sees("...>     ");
            shell.types("return 2 * n;" + ENTER).sees("...>     ").types("}" + ENTER);
            shell.cell(2, "twice(21)").prints("42").cell(3, "%list").prints("int twice(int n) {\n    return 2 * n;\n}");
        }
    }

    @Test
    void aCellMagicEndsWithAnEmptyLine() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "%%time").types("int a = 1;" + ENTER + ENTER).prints("Wall time");
            shell.cell(2, "a + 41").prints("42");
        }
    }

    @Test
    void ctrlCStopsTheCellThatRunsAndKeepsItsVariables() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "int n = 0").cell(2, "while (true) { if (n++ == 0) System.out.println(\"begun\"); }");
            shell.prints("begun")
                    .types(CTRL_C)
                    .prints("Interrupted")
                    .cell(3, "n > 0")
                    .prints("true");
        }
    }

    @Test
    void ctrlCStopsACellThatSleeps() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "System.out.println(\"begun\"); Thread.sleep(1_000_000)");
            shell.prints("begun")
                    .types(CTRL_C)
                    .prints("Interrupted")
                    .cell(2, "1 + 1")
                    .prints("2");
        }
    }

    @Test
    void ctrlCDropsWhatWasTyped() {
        try (TypedShell shell = new TypedShell()) {
            shell.sees("[1] java> ").types("nonsense {" + CTRL_C);
            shell.cell(1, "\"go\" + \"ne\"").prints("gone");
            assertThat(shell.printed()).doesNotContain("CompileError");
        }
    }

    @Test
    void errorsNameCellAndLineWithThePlaceInBold() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "int f(int n) { return 1 / n; }").cell(2, "f(0)").prints("\n    at cell 2, line 1:  f(0)");
            assertThat(shell.printed())
                    .contains("java.lang.ArithmeticException", "at \u001b[1mcell 1, line 1\u001b[0m:  int f(int n)");
        }
    }

    @Test
    void tabCompletesNamesMagicsAndCommands() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "String text = \"abc\"").sees("[2] java> ");
            shell.types("text.toUp" + TAB).sees("perCase(").types(")" + ENTER).prints("ABC");
            shell.sees("[3] java> ")
                    .types("%hist" + TAB)
                    .sees("ory")
                    .types(ENTER)
                    .prints("[2] text.toUpperCase()");
            shell.sees("[4] java> ").types("/meth" + TAB).sees("ods");
        }
    }

    @Test
    void tabListsWhatThereIsToChooseFrom() {
        try (TypedShell shell = new TypedShell()) {
            shell.sees("[1] java> ")
                    .types("\"\".sub" + TAB)
                    .sees("subSequence(")
                    .sees("substring(");
        }
    }

    @Test
    void tabBehindAParenthesisShowsTheSignatures() {
        try (TypedShell shell = new TypedShell()) {
            shell.sees("[1] java> ").types("\"\".substring(" + TAB);
            shell.sees("String String.substring(int beginIndex)").sees("\"\".substring(");
        }
    }

    @Test
    void questionsOfCellsAreAnsweredAndSecretsNeitherShownNorKept() throws Exception {
        Path history = folder.resolve("below/history");
        try (TypedShell shell = new TypedShell(Optional.of(history))) {
            shell.cell(1, "String name = ask(\"Name: \")").sees("Name: ").types("Ada" + ENTER);
            shell.cell(2, "String key = askPassword(\"Key\" + \": \")")
                    .sees("Key: ")
                    .types("hush" + ENTER);
            shell.cell(3, "new Scanner(System.in).nextLine() + name + key.length()")
                    .types("line" + ENTER);
            shell.prints("lineAda4").sees("[4] java> ").types(CTRL_D);
            assertThat(shell.status()).isZero();
            assertThat(shell.screen()).doesNotContain("hush");
        }
        assertThat(Files.readString(history)).contains("askPassword").doesNotContain("hush", "Ada\n");
    }

    @Test
    void ctrlCAtAQuestionStopsTheCellThatAsks() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "String name = ask(\"Name: \")")
                    .sees("Name: ")
                    .types(CTRL_C)
                    .prints("Interrupted");
            shell.cell(2, "name == null").prints("true");
        }
    }

    @Test
    void whatWasTypedIsThereInTheNextShellAndForItsOwnerOnly() throws Exception {
        Path history = folder.resolve("history");
        try (TypedShell shell = new TypedShell(Optional.of(history))) {
            shell.cell(1, "int f() {")
                    .types("return 40 + 2;" + ENTER + "}" + ENTER)
                    .cell(2, "/exit 3");
            assertThat(shell.status()).isEqualTo(3);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        try (TypedShell shell = new TypedShell(Optional.of(history))) {
            shell.sees("[1] java> ").types(UP + UP + ENTER).cell(2, "f()").prints("42");
        }
    }

    @Test
    void aHistoryThatCannotBeKeptIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (TypedShell shell = new TypedShell(Optional.of(file.resolve("history")))) {
            shell.prints("What you type is remembered until you leave")
                    .cell(1, "1 + 1")
                    .prints("2");
        }
        assertThat(file).hasContent("no folder");
    }

    @Test
    void cellsAreSavedAsAScriptAndAsANotebookAndOpenedAgain() {
        String script = folder.resolve("saved.jsh").toString();
        String notebook = folder.resolve("saved.ipynb").toString();
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "int a = 20")
                    .cell(2, "nonsense")
                    .prints("CompileError")
                    .cell(3, "int b = a + 1");
            shell.cell(4, "/save " + script).prints("Wrote 2 cells to " + script);
            shell.cell(4, "/save " + notebook).prints("Wrote 2 cells to " + notebook);
            shell.cell(4, "/reset").cell(1, "b").prints("variable b");
            shell.cell(2, "/open " + script).cell(2, "2 * b").prints("42");
            shell.cell(3, "/reset")
                    .cell(1, "/open " + notebook)
                    .cell(1, "3 * b")
                    .prints("63");
        }
    }

    @Test
    void cellMagicsAreSavedInNotebooksOnly() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "%%time").types("int a = 1;" + ENTER + ENTER);
            shell.cell(2, "/save " + folder.resolve("a.jsh")).prints("save them as a notebook");
        }
        assertThat(folder.resolve("a.jsh")).doesNotExist();
    }

    @Test
    void whatAThreadPrintsWhileSomebodyTypesGoesAboveThePrompt() {
        try (TypedShell shell = new TypedShell()) {
            shell.cell(1, "var go = new CountDownLatch(1)");
            shell.cell(
                    2,
                    "new Thread(() -> { try { go.await(); } catch (InterruptedException e) { } System.out.println("
                            + "\"from a thread\"); }).start()");
            shell.cell(3, "new Timer(true).schedule(new TimerTask() { public void run() { go.countDown(); } }, 1000)");
            shell.sees("[4] java> ").types("40 + ").sees("from a thread").sees("[4] java> 40 + ");
            shell.types("2" + ENTER).prints("42");
        }
    }
}

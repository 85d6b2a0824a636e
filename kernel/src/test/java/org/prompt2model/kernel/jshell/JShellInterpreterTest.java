package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prompt2model.run.StageInterruptedException;

/** Public, because its cells name it. */
public class JShellInterpreterTest {
    /** Cells say here that they run; they are in the same JVM. */
    public static volatile CountDownLatch running = new CountDownLatch(1);

    private static final String RUNNING = JShellInterpreterTest.class.getName() + ".running.countDown();";

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    /** What a stage of the library does between two steps. */
    public static void stage() throws InterruptedException {
        running.countDown();
        while (true) {
            Thread.onSpinWait();
            StageInterruptedException.check("fineTune", "The checkpoint of step 7 is kept.");
        }
    }

    @Test
    void theLastExpressionIsTheResult() {
        notebook.cell("int x = 40;\nint y = 2;\nx + y").returns(42);
    }

    @Test
    void declarationsHaveNoResult() {
        notebook.cell("int x = 1").returns(null);
    }

    @Test
    void valuesComeBackAsObjects() {
        notebook.cell("record Point(int x) {}").then("new Point(3).x()").returns(3);
    }

    @Test
    void aCellOfCommentsDoesNothing() {
        notebook.cell("// nothing\n/* at all */").returns(null);
    }

    @Test
    void methodsMayUseWhatIsDeclaredLater() {
        notebook.cell("int f() { return g(); }\nint g() { return 7; }")
                .then("f()")
                .returns(7);
    }

    @Test
    void variablesSurviveTheRedefinitionOfWhatTheyUse() {
        notebook.cell("int f() { return 1; }")
                .then("int x = f() + 40")
                .then("int f() { return 2; }")
                .then("x + f()")
                .returns(43);
    }

    @Test
    void variablesSurviveAnImport() {
        notebook.cell("var list = new java.util.ArrayList<Integer>(); list.add(5);")
                .then("import java.util.concurrent.*;")
                .then("list.get(0)")
                .returns(5);
    }

    @Test
    void lambdasOfOneCellWorkInAnother() {
        notebook.cell("java.util.function.IntUnaryOperator twice = n -> 2 * n;")
                .then("twice.applyAsInt(21)")
                .returns(42);
    }

    @Test
    void anExceptionNamesTheLineOfTheCell() {
        notebook.cell("int f(int n) {\n  return 10 / n;\n}").then("int a = 1;\n\nint b = f(0);");
        assertThat(notebook.fails().name()).isEqualTo("java.lang.ArithmeticException");
        assertThat(notebook.traceback())
                .contains("cell 1, line 2:  return 10 / n;")
                .contains("cell 2, line 3:  int b = f(0);")
                .doesNotContain("jdk.jshell")
                .doesNotContain("REPL");
    }

    @Test
    void theCausesOfAnExceptionAreShown() {
        notebook.cell("throw new IllegalStateException(\"outer\", new java.io.IOException(\"inner\"));");
        assertThat(notebook.traceback()).contains("outer").contains("Caused by: java.io.IOException: inner");
    }

    @Test
    void aProblemOfTheToolkitIsToldWithoutStackTrace() {
        notebook.cell(
                "throw new org.prompt2model.corpus.Prompt2ModelException(\"No rows\", \"it is empty\", \"add some\");");
        assertThat(notebook.traceback())
                .startsWith("No rows.\n  Why: it is empty\n  What to do: add some")
                .doesNotContain("Prompt2ModelException.java");
    }

    @Test
    void aCompileErrorShowsLineCaretAndTheCompilersWords() {
        notebook.cell("int a = 1;\n\nint b = \"text\";");
        assertThat(notebook.fails().name()).isEqualTo(CellError.COMPILE);
        assertThat(notebook.traceback())
                .contains("cell 1, line 3")
                .contains("    int b = \"text\";\n            ^^^^^^")
                .contains("incompatible types");
    }

    @Test
    void whatIsNotJavaIsACompileError() {
        notebook.cell("int x = )");
        assertThat(notebook.fails().name()).isEqualTo(CellError.COMPILE);
    }

    @Test
    void aCompileErrorBehindARecordsConstructorKeepsItsPlace() {
        notebook.cell("record P(int x) { P { } int y() { return z; } int y() { return 1; } }");
        assertThat(notebook.traceback().lines().toList().get(2)).isEqualTo(" ".repeat(50) + "^".repeat(21));
    }

    @Test
    void whatTheCompilerBreaksOnIsAnErrorAndNeverNull() {
        // JDK 25.0.3 breaks on it.
        notebook.cell("var x = java.util.List.of(1, \"a\").get(0)").cell("x.toString()");
        if (notebook.works()) {
            notebook.returns("1");
        } else {
            assertThat(notebook.traceback())
                    .contains("the compiler of this JDK")
                    .contains("broke");
        }
    }

    @Test
    void aVariableThatLosesItsObjectToANewClassIsNamed() {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            notebook.cell("class A { int n; }").then("A a = new A()").then("class A { int n; int m; }");
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "a is null now, because a class changed: run the cells that make it again\n");
    }

    @Test
    void aStageIsInterruptedAtItsNextStepAndSaysWhatIsKept() throws InterruptedException {
        CellError error = interrupted(JShellInterpreterTest.class.getName() + ".stage()");
        assertThat(error.name()).isEqualTo(CellError.INTERRUPTED);
        assertThat(error.message()).contains("The checkpoint of step 7 is kept.");
    }

    @Test
    void aSleepingCellIsInterruptedAndVariablesStay() throws InterruptedException {
        notebook.cell("int kept = 5");
        assertThat(interrupted(RUNNING + " Thread.sleep(1_000_000);").name()).isEqualTo(CellError.INTERRUPTED);
        notebook.cell("kept").returns(5);
    }

    @Test
    void snippetsAfterAnInterruptedOneDoNotRun() throws InterruptedException {
        notebook.cell("int n = 0");
        interrupted(RUNNING + " try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }\nn = 1;");
        notebook.cell("n").returns(0);
    }

    @Test
    void anEndlessLoopIsStopped() throws InterruptedException {
        notebook.cell("long n = 0");
        assertThat(interrupted("while (true) { n++; " + RUNNING + " }").name()).isEqualTo(CellError.INTERRUPTED);
        notebook.cell("n > 0").returns(true);
    }

    @Test
    void anEndlessRecursionThatCatchesEverythingIsStopped() throws InterruptedException {
        notebook.cell("void again() { " + RUNNING + " try { again(); } catch (StackOverflowError e) { again(); } }");
        assertThat(interrupted("again()").name()).isEqualTo(CellError.INTERRUPTED);
    }

    @Test
    void completionsKnowEarlierCells() {
        notebook.cell("String greeting = \"hello\"");
        assertThat(notebook.interpreter().complete("greeting.len", 12).matches())
                .contains("length()");
    }

    @Test
    void openBracketsAskForMoreAndIndent() {
        assertThat(notebook.interpreter().completeness("for (int i = 0; i < 3; i++) {"))
                .isEqualTo(new Completeness("incomplete", "    "));
        assertThat(notebook.interpreter().completeness("int a = 1;").state()).isEqualTo("complete");
        assertThat(notebook.interpreter().completeness("if (true)").state()).isEqualTo("incomplete");
        assertThat(notebook.interpreter().completeness("1 +* ;").state()).isEqualTo("invalid");
    }

    @Test
    void aMethodIsDescribed() {
        assertThat(notebook.interpreter().describe("Math.max", 8))
                .get()
                .asString()
                .contains("max(");
    }

    /** Runs a cell in a thread, interrupts it once it says that it runs, and returns its error. */
    private CellError interrupted(String source) throws InterruptedException {
        running = new CountDownLatch(1);
        Thread thread = new Thread(() -> notebook.cell(source));
        thread.start();
        assertThat(running.await(10, TimeUnit.MINUTES))
                .as("the cell runs: %s", source)
                .isTrue();
        notebook.interpreter().interrupt();
        thread.join();
        return notebook.fails();
    }
}

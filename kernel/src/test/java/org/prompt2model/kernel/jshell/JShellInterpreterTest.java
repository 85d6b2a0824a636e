package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JShellInterpreterTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
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
    void aCellCannotEndTheKernel() {
        for (String exit : List.of(
                "System.exit(3)",
                "Runtime.getRuntime().exit(3)",
                "Runtime.getRuntime().halt(3)",
                "java.util.function.IntConsumer end = System::exit; end.accept(3);",
                "java.util.stream.IntStream.of(3).forEach(Runtime.getRuntime()::halt)",
                "class Main { static void main() { System.exit(3); } }\nMain.main()")) {
            notebook.cell(exit);
            assertThat(notebook.fails().message()).as(exit).contains("end Java with status 3");
        }
        notebook.cell("1 + 1").returns(2);
    }

    @Test
    void anEndlessRecursionIsAnErrorOfReadableLength() {
        notebook.cell("int deep(int n) { return deep(n + 1); }").cell("deep(0)");
        assertThat(notebook.fails().name()).isEqualTo("java.lang.StackOverflowError");
        assertThat(notebook.fails().traceback().size()).isLessThan(30);
        notebook.cell("1 + 1").returns(2);
    }

    @Test
    void memoryThatRunsOutIsAnError() {
        notebook.cell("{ var all = new java.util.ArrayList<long[]>(); while (true) all.add(new long[1 << 24]); }");
        assertThat(notebook.fails().name()).isEqualTo("java.lang.OutOfMemoryError");
        notebook.cell("1 + 1").returns(2);
    }

    @Test
    void whatAChildProcessInheritsIsTheNotebook() {
        PrintStream before = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            String child =
                    "new ProcessBuilder(\"" + java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                            + "\", \"--version\").inheritIO().start().waitFor()";
            notebook.cell(child).returns(0);
        } finally {
            System.setOut(before);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains(System.getProperty("java.version"));
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
    void whatAnExpressionGaveCanBeCollectedOnceItIsShown() {
        notebook.cell("""
                java.lang.ref.WeakReference<Object> seen;
                Object make() { Object made = new byte[1000]; seen = new java.lang.ref.WeakReference<>(made); return made; }
                """)
                .then("make()")
                .then("int other = 1;")
                .then("System.gc(); seen.get()")
                .returns(null);
    }

    @Test
    void expressionsLeaveNoVariablesBehind() {
        notebook.cell("1 + 1").then("\"text\"").returns("text");
        assertThat(notebook.interpreter().definitions()).isEmpty();
    }

    @Test
    void aMethodIsDescribed() {
        assertThat(notebook.interpreter().describe("Math.max", 8))
                .get()
                .asString()
                .contains("max(");
    }
}

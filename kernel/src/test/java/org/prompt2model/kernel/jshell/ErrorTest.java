package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorTest {
    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void anExceptionIsShownWithTheNamesThatTheUserWrote() {
        notebook.cell("class Broken extends RuntimeException { Broken(String s) { super(s); } }")
                .cell("throw new Broken(\"so\");");
        assertThat(notebook.fails().name()).isEqualTo("Broken");
        assertThat(notebook.traceback()).isEqualTo("Broken: so\n    at cell 2, line 1:  throw new Broken(\"so\");");
    }

    @Test
    void aNullPointerNamesTheVariable() {
        notebook.cell("String s = null").cell("s.length()");
        assertThat(notebook.fails().message()).isEqualTo("Cannot invoke \"String.length()\" because \"s\" is null");
    }

    @Test
    void causesAndSuppressedExceptionsAreShownWithTheirPlaces() {
        notebook.cell("""
            class R implements AutoCloseable {
              public void close() { throw new IllegalStateException("close"); }
            }
            """).cell("""
            try (R r = new R()) {
              throw new java.io.IOException("read", new Error("deep"));
            }
            """);
        assertThat(notebook.traceback()).isEqualTo("""
            java.io.IOException: read
                at cell 2, line 2:  throw new java.io.IOException("read", new Error("deep"));
                Suppressed: java.lang.IllegalStateException: close
                    at cell 1, line 2:  public void close() { throw new IllegalStateException("close"); }
                    at cell 2, line 1:  try (R r = new R()) {
            Caused by: java.lang.Error: deep
                at cell 2, line 2:  throw new java.io.IOException("read", new Error("deep"));""");
    }

    @Test
    void aCircleOfCausesEnds() {
        notebook.cell("var a = new Exception(\"a\"); var b = new Exception(\"b\", a); a.initCause(b); throw a;");
        assertThat(notebook.traceback())
                .containsOnlyOnce("Exception: a")
                .containsOnlyOnce("Caused by: java.lang.Exception: b");
    }

    @Test
    void anExceptionThatCannotTellItsMessageIsStillShown() {
        notebook.cell(
                "throw new RuntimeException() { public String getMessage() { throw new IllegalStateException(); } };");
        assertThat(notebook.traceback()).contains("its message cannot be told").contains("cell 1, line 1");
    }

    @Test
    void aRedefinedMethodNamesItsNewLine() {
        notebook.cell("int f() { return 1; }")
                .then("int g() { return f(); }")
                .then("int f() {\n  throw new IllegalStateException(\"new\");\n}")
                .cell("g()");
        assertThat(notebook.traceback()).isEqualTo("""
            java.lang.IllegalStateException: new
                at cell 3, line 2:  throw new IllegalStateException("new");
                at cell 2, line 1:  int g() { return f(); }
                at cell 4, line 1:  g()""");
    }

    @Test
    void anObjectOfAClassThatWasDeclaredAnewSaysSo() {
        notebook.cell("record P(int x) {}")
                .then("var all = new java.util.ArrayList<Object>(java.util.List.of(new P(1)))")
                .then("record P(int x, int y) {}")
                .cell("((P) all.get(0)).x()");
        assertThat(notebook.traceback()).contains("P was declared anew after this object was made");
    }

    @Test
    void aMissingImportIsNamed() {
        notebook.cell("int n = 1;\nvar r = ThreadLocalRandom.current();");
        assertThat(notebook.traceback()).contains("import java.util.concurrent.ThreadLocalRandom;");
        notebook.cell("Deque<String> d = null;");
        assertThat(notebook.traceback()).contains("This would cure it: import java.util.Deque;");
    }

    @Test
    void aMissingImportIsNamedWhereAMethodWaitsForIt() {
        notebook.cell("int f() { return ThreadLocalRandom.current().nextInt(); }")
                .cell("f()");
        assertThat(notebook.traceback())
                .contains("f cannot be used until")
                .contains("import java.util.concurrent.ThreadLocalRandom;");
    }

    @Test
    void aNameThatIsNowhereHasNoCure() {
        notebook.cell("NoSuchThingAnywhere x = null;");
        assertThat(notebook.traceback()).doesNotContain("cure");
    }

    @Test
    void aMissingSemicolonIsOneProblem() {
        notebook.cell("1 + 1\nint x = 3");
        assertThat(notebook.traceback()).contains("';' expected").doesNotContain("unreachable");
    }

    @Test
    void aCheckedExceptionInALambdaIsTheCompilersError() {
        notebook.cell("Runnable r = () -> Thread.sleep(1);");
        assertThat(notebook.traceback()).contains("InterruptedException").contains("must be caught");
    }
}

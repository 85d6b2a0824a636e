package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TimeMagicsTest {
    private static final Notebook NOTEBOOK = new Notebook();

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @Test
    void aTimedCellHasItsResultAndItsTime() {
        assertThat(NOTEBOOK.value("%%time\n6 * 7")).isEqualTo(42);
        assertThat(NOTEBOOK.prints("%%time\n6 * 7")).containsPattern("Wall time: [\\d.]+ (ns|µs|ms|s)\n");
    }

    @Test
    void aTimedCellMayHoldMagics() {
        assertThat(NOTEBOOK.prints("%%time\n%system echo inside")).contains("inside", "Wall time");
    }

    @Test
    void timeitRunsAnExpressionAsOftenAsItIsTold() {
        NOTEBOOK.value("int[] runs = {0};");
        assertThat(NOTEBOOK.prints("%timeit -n 10 -r 3 runs[0]++")).contains("3 runs, 10 loops each");
        assertThat(NOTEBOOK.value("runs[0]")).isEqualTo(30);
    }

    @Test
    void timeitRunsStatements() {
        NOTEBOOK.value("int[] count = {0};");
        NOTEBOOK.prints("%%timeit -n 2 -r 2\nfor (int i = 0; i < 5; i++) {\n    count[0]++;\n}");
        assertThat(NOTEBOOK.value("count[0]")).isEqualTo(20);
    }

    @Test
    void whatTimeitCannotCompileIsShownAtTheUsersLine() {
        assertThat(String.join(
                        "\n",
                        NOTEBOOK.fails("%%timeit\nint a = 1;\nint b = \"text\";")
                                .traceback()))
                .contains("line 3")
                .contains("int b = \"text\";\n");
    }
}

package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aPipeShowsValuesWithoutPromptsOrEscapeCodes() {
        assertThat(pipe("int a = 1; a\n\"b\" + a\n")).isZero();
        assertThat(written(out)).isEqualTo("1\nb1\n");
        assertThat(written(err)).isEmpty();
    }

    @Test
    void aCellOfAPipeMayTakeSeveralLines() {
        pipe("int twice(int n) {\n    return 2 * n;\n}\n\ntwice(\n    21)\n");
        assertThat(written(out)).isEqualTo("42\n");
    }

    @Test
    void tablesAndMagicsAreThoseOfNotebooks() {
        pipe("Table rows = Table.create(\"rows\", StringColumn.create(\"input\", \"a\", \"b\"))\nrows\n%who Table\n");
        assertThat(written(out)).isEqualTo("rows\ninput\n-----\na\nb\n2 rows\nTable  rows\n");
    }

    @Test
    void anErrorEndsAPipeInPlainText() {
        assertThat(pipe("int a = 0;\n1 / a\nSystem.out.println(\"not reached\")\n"))
                .isEqualTo(1);
        assertThat(written(out)).isEmpty();
        assertThat(written(err)).isEqualTo("java.lang.ArithmeticException: / by zero\n    at line 2:  1 / a\n");
    }

    @Test
    void aCellThatIsCutOffIsAnErrorOfTheCompiler() {
        assertThat(pipe("int a = 0;\nint f() {\n")).isEqualTo(1);
        assertThat(written(err)).startsWith("CompileError in line 2:");
    }

    @Test
    void cellsMayReadThePipeThemselves() {
        assertThat(pipe("""
            String first = new Scanner(System.in).nextLine()
            one
            first + askPassword("Key: ").length()
            secret
            ask("More? ")
            """)).isEqualTo(1);
        assertThat(written(out)).isEqualTo("Key: \none6\nMore? ");
        assertThat(written(err)).contains("nobody is there to answer 'More? '");
    }

    @Test
    void whatACellPrintsStaysAsItIs() {
        pipe("System.out.print(\"no end\")\n");
        assertThat(written(out)).isEqualTo("no end");
    }

    @Test
    void exitEndsWithItsStatus() {
        assertThat(pipe("int a = 4\n/exit a + 1\nSystem.out.println(\"not reached\")\n"))
                .isEqualTo(5);
        assertThat(written(out)).isEmpty();
    }

    @Test
    void exitRefusesWhatIsNoStatus() {
        assertThat(pipe("/exit \"a\"\n")).isEqualTo(1);
        assertThat(written(err)).contains("/exit takes a whole number");
    }

    @Test
    void anUnknownCommandIsAnErrorThatNamesTheOthers() {
        assertThat(pipe("/set feedback silent\n")).isEqualTo(1);
        assertThat(written(err)).startsWith("There is no command /set").contains("/vars", "/open", "/exit");
    }

    @Test
    void commandsMayBeShortened() {
        pipe("int a = 1\nTable t = Table.create(\"numbers\", IntColumn.create(\"n\", 1, 2))\n/v\n");
        assertThat(written(out)).isEqualTo("int a = 1\nTable t = numbers …\n");
    }

    @Test
    void aShorteningOfSeveralCommandsIsRefused() {
        assertThat(pipe("/h\n")).isEqualTo(1);
        assertThat(written(err)).startsWith("Several commands begin with /h");
    }

    @Test
    void commandsListWhatIsDefined() {
        pipe("""
            int twice(int n) { return 2 * n; }
            record Point(int x, int y) {}
            import java.util.zip.*
            /methods
            /types
            /imports
            /list methods
            /reset
            /methods
            """);
        assertThat(written(out))
                .startsWith("int twice(int)\nrecord Point(int x, int y)\nimport java.io.*;\n")
                .endsWith("import java.util.zip.*;\nint twice(int n) { return 2 * n; }\n");
    }

    @Test
    void aFileRunsQuietlyAndEndsWithItsStatus() throws Exception {
        assertThat(run("ignored", "System.out.println(\"seen\");\n1 + 1\n/exit 3\n"))
                .isEqualTo(3);
        assertThat(written(out)).isEqualTo("seen\n");
    }

    @Test
    void aFileNeedsNoSemicolonsAndMayBreakItsLines() throws Exception {
        assertThat(run("", """
            // A comment, and an import
            import java.util.zip.*
            int sign(int n) {
                if (n > 0) { return 1; }
                else { return -1; }
            }
            List<Integer> signs = Stream.of(3, -3)
                .map(n -> sign(n))
                .toList()
            if (signs.isEmpty()) { System.out.println("none"); }
            else { System.out.println(signs); }
            """)).isZero();
        assertThat(written(out)).isEqualTo("[1, -1]\n");
    }

    @Test
    void anErrorInAFileNamesItsLineAndEndsTheShell() throws Exception {
        assertThat(run("System.out.println(\"not reached\")", "int a = 0;\n\nint b =\n    c;\n"))
                .isEqualTo(1);
        assertThat(written(out)).isEmpty();
        assertThat(written(err)).startsWith("CompileError in line 4:").contains("script.jsh ended there");
    }

    @Test
    void cellsOfAFileReadStandardInput() throws Exception {
        run("from outside\n", "System.out.println(new Scanner(System.in).nextLine())\n");
        assertThat(written(out)).isEqualTo("from outside\n");
    }

    @Test
    void aDashStandsForStandardInputWithoutValues() throws Exception {
        Path file = Files.writeString(folder.resolve("first.jsh"), "int a = 1\n");
        assertThat(pipe("a\nSystem.out.println(a + 1)\n", file.toString(), "-")).isZero();
        assertThat(written(out)).isEqualTo("2\n");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThat(pipe("", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(written(err)).contains("there is no file " + folder.resolve("nowhere"));
    }

    @Test
    void javaSourcesAndNotebooksAreOpenedToo() throws Exception {
        Path source = Files.writeString(folder.resolve("Pair.java"), "package a.b;\nrecord Pair(int x, int y) {}\n");
        pipe("/open " + source + "\nnew Pair(1, 2)\n");
        assertThat(written(out)).isEqualTo("Pair[x=1, y=2]\n");
    }

    private int run(String input, String script) throws Exception {
        return pipe(
                input, Files.writeString(folder.resolve("script.jsh"), script).toString());
    }

    private int pipe(String input, String... files) {
        InputStream inBefore = System.in;
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try (Shell shell = new Shell(false)) {
            return shell.readPipe(List.of(files));
        } finally {
            System.setIn(inBefore);
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    private static String written(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

package org.prompt2model.kernel.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellSettingsTest {
    @Test
    void timesAreMillisecondsUnlessTheyNameAUnit() {
        assertThat(limit("500")).contains(Duration.ofMillis(500));
        assertThat(limit("30 SECONDS")).contains(Duration.ofSeconds(30));
        assertThat(limit(" 2minutes ")).contains(Duration.ofMinutes(2));
    }

    @Test
    void lessThanOneIsNoLimit() {
        assertThat(limit("-1")).isEmpty();
        assertThat(limit("0")).isEmpty();
        assertThat(limit("")).isEmpty();
        assertThat(CellSettings.of(Map.of()).limit()).isEmpty();
    }

    @Test
    void whatIsNoTimeIsTold() {
        assertThat(told(CellSettings.TIMEOUT, "soon")).contains("IJAVA_TIMEOUT is not used: 'soon'", "30 SECONDS");
        assertThat(told(CellSettings.TIMEOUT, "3 fortnights")).contains("is no time");
    }

    @Test
    void optionsOfTheCompilerMayHoldBlanksInQuotes() {
        assertThat(options("-parameters  -Akey=\"a b\" \"-Xlint:all\""))
                .containsExactly("-parameters", "-Akey=a b", "-Xlint:all");
    }

    @Test
    void anOptionThatTheCompilerDoesNotTakeIsToldAndKeepsNoCellFromRunning() {
        assertThat(told(CellSettings.COMPILER_OPTIONS, "-bogus"))
                .contains("IJAVA_COMPILER_OPTS is not used", "invalid flag: -bogus");
        assertThat(options("-bogus")).isEmpty();
    }

    @Test
    void aStatementThatRunsTooLongIsStopped() {
        try (JShellInterpreter interpreter = limited("1 SECONDS")) {
            CellError error = fails(interpreter, "int before = 1;\nwhile (true) {}\nint after = 2;");
            assertThat(error.name()).isEqualTo(CellError.TIMEOUT);
            assertThat(error.message()).contains("IJAVA_TIMEOUT");
            assertThat(interpreter.run(Cell.of(2, "before"))).isEqualTo(new Outcome.Done(1));
            assertThat(fails(interpreter, "after").name()).isEqualTo(CellError.COMPILE);
            assertThat(fails(interpreter, "Thread.sleep(1_000_000);").name()).isEqualTo(CellError.TIMEOUT);
        }
    }

    /** The limit is of each statement: together they may take longer. */
    @Test
    void severalStatementsThatEndInTimeRunOn() {
        try (JShellInterpreter interpreter = limited("3 SECONDS")) {
            assertThat(interpreter.run(Cell.of(1, "Thread.sleep(1600);\nThread.sleep(1600);\n3")))
                    .isEqualTo(new Outcome.Done(3));
        }
    }

    @Test
    void aTimeoutThatTheCellThrowsIsItsOwn() {
        try (JShellInterpreter interpreter = limited("1 SECONDS")) {
            CellError error = fails(interpreter, "throw new java.util.concurrent.TimeoutException(\"mine\");");
            assertThat(error.name()).isEqualTo("java.util.concurrent.TimeoutException");
            assertThat(interpreter.run(Cell.of(2, "1 + 1"))).isEqualTo(new Outcome.Done(2));
        }
    }

    private static JShellInterpreter limited(String time) {
        return new JShellInterpreter(CellSettings.of(Map.of(CellSettings.TIMEOUT, time)));
    }

    private static CellError fails(JShellInterpreter interpreter, String source) {
        Outcome outcome = interpreter.run(Cell.of(1, source));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error();
    }

    private static Optional<Duration> limit(String text) {
        return CellSettings.of(Map.of(CellSettings.TIMEOUT, text)).limit();
    }

    private static List<String> options(String text) {
        return CellSettings.of(Map.of(CellSettings.COMPILER_OPTIONS, text)).compilerOptions();
    }

    private static String told(String variable, String value) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            CellSettings.of(Map.of(variable, value));
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}

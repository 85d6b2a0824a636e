package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** What this JVM was started in: a terminal, a pipe, a file. */
final class Tty {
    private static final int SECONDS = 2;
    private static final String SIZE = "\\d+ [1-9]\\d*";

    private Tty() {}

    /** Whether a person may be typing. */
    static boolean isInput() {
        return answer("test -t 0 && echo yes").isPresent();
    }

    /** Whether what is written to standard error may stand out. */
    static boolean hasBold() {
        boolean plain = "dumb".equals(System.getenv("TERM")) || System.getenv("NO_COLOR") != null;
        return !plain && answer("test -t 2 && echo yes").isPresent();
    }

    /**
     * The width of the terminal as it is now, which its user may change at any time; empty where standard error goes
     * elsewhere, and on systems without {@code stty}.
     */
    static OptionalInt columns() {
        return answer("test -t 2 && stty size </dev/tty")
                .filter(size -> size.matches(SIZE))
                .map(size -> OptionalInt.of(Integer.parseInt(size.substring(size.indexOf(' ') + 1))))
                .orElse(OptionalInt.empty());
    }

    /** What a line of the system's shell prints that has our own input and error; empty where it prints nothing. */
    private static Optional<String> answer(String script) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The terminal that this JVM was started in. */
final class Terminal {
    private static final int SECONDS = 2;

    private Terminal() {}

    /**
     * Its width as it is now, which its user may change at any time; empty where standard error goes elsewhere, and on
     * systems without {@code stty}.
     */
    static OptionalInt columns() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "test -t 2 && stty size </dev/tty")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean told = process.waitFor(SECONDS, TimeUnit.SECONDS) && size.matches("\\d+ [1-9]\\d*");
            return told ? OptionalInt.of(Integer.parseInt(size.substring(size.indexOf(' ') + 1))) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}

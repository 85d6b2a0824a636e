package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal that this JVM was started in, as the line editor uses it. */
final class SystemTerminal {
    /** Warns, with its stack, of a terminal that it does not know, and then takes it for a plain one. */
    private static final Logger LIBRARY = Logger.getLogger("org.jline");

    private SystemTerminal() {}

    static Terminal open() {
        LIBRARY.setLevel(Level.SEVERE);
        String type = System.getenv("TERM");
        try {
            return TerminalBuilder.builder()
                    // Where native code cannot be loaded, stty serves, which Ctrl+C at the wrong moment ends.
                    .providers("jni,exec")
                    .type(type == null || type.isEmpty() ? Terminal.TYPE_DUMB : type)
                    .encoding(StandardCharsets.UTF_8)
                    .nativeSignals(true)
                    // Asking the terminal what it can do takes away what was typed before the answer comes.
                    .graphemeCluster(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

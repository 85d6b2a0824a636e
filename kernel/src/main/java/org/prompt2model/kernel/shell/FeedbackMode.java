package org.prompt2model.kernel.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * How the shell answers: as JShell's mode {@code normal} does, but with whole tables, which that one cuts after a
 * thousand characters.
 */
final class FeedbackMode {
    private static final String COMMANDS = """
        /set mode prompt2model normal -command
        /set truncation prompt2model 100000
        /set prompt prompt2model "\\njava> " "  ..> "
        /set mode prompt2model -retain
        /set feedback -retain prompt2model
        /exit
        """;

    private static final String REMEMBERED = "prompt2model mode";
    private static final String TYPED = "HISTORY_LINE";

    private FeedbackMode() {}

    /**
     * Puts the mode where JShell finds it when it starts, once for each release of the JDK: JShell defines its own modes
     * after its startup file was run, so that no startup file can name one, and it alone knows how a mode is written down.
     */
    static void remember(Preferences memory) throws Exception {
        String current = Runtime.version().feature() + "\n" + COMMANDS;
        if (current.equals(memory.get(REMEMBERED, ""))) {
            return;
        }
        Map<String, String> written = new HashMap<>();
        InputStream in = new ByteArrayInputStream(COMMANDS.getBytes(StandardCharsets.UTF_8));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        JavaShellToolBuilder.builder()
                .persistence(written)
                .in(in, null)
                .out(nowhere)
                .err(nowhere)
                .start("--no-startup", "--execution", "local");
        written.keySet().removeIf(key -> key.startsWith(TYPED));
        written.forEach(memory::put);
        memory.put(REMEMBERED, current);
    }
}

package org.prompt2model.kernel.shell;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.jshell.TerminalExecution;
import org.prompt2model.kernel.session.Preload;

/** Opens JShell in the terminal, in this JVM, with the toolkit imported and tables shown as text. */
public final class Shell {
    /** JShell cuts values after a thousand characters by default, in the middle of a table. */
    private static final String MODE = """
        /set mode prompt2model normal -command
        /set truncation prompt2model 100000
        /set prompt prompt2model "java> " "  ..> "
        /set feedback prompt2model
        """;

    private Shell() {}

    /** Runs until its user leaves; the arguments are passed on to JShell. */
    public static void main(String[] arguments) throws Exception {
        TerminalExecution.showWith(value -> text(value));
        Path startup = Files.createTempFile("prompt2model", ".jsh");
        try {
            Files.writeString(startup, Preload.source() + MODE);
            List<String> all = new ArrayList<>(List.of(
                    "--execution", TerminalExecution.NAME,
                    "--class-path", System.getProperty("java.class.path"),
                    "--startup", startup.toString()));
            all.addAll(List.of(arguments));
            System.exit(JavaShellToolBuilder.builder().start(all.toArray(new String[0])));
        } finally {
            Files.deleteIfExists(startup);
        }
    }

    private static String text(Object value) {
        String text = String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
        return text.contains("\n") ? "\n" + text : text;
    }
}

package org.prompt2model.kernel.shell;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.TextScreen;
import org.prompt2model.kernel.jshell.TerminalExecution;
import org.prompt2model.kernel.session.Preload;
import org.prompt2model.run.ProgressMeter;

/** Opens JShell in the terminal, in this JVM, with the toolkit imported and tables shown as text. */
public final class Shell {
    private static final String WELCOME = """
        Prompt2Model: parsePrompt("...") begins. Tab completes names, Ctrl+C stops
        what runs, /exit leaves.
        """;

    private Shell() {}

    /** Runs until its user leaves; the arguments are passed on to JShell. */
    public static void main(String[] arguments) throws Exception {
        Display.to(new TextScreen(() -> Terminal.columns().orElse(Integer.MAX_VALUE)));
        if (Terminal.columns().isPresent()) {
            ProgressMeter.listen(
                    new TerminalProgress(System.err, () -> Terminal.columns().orElse(Integer.MAX_VALUE)));
        }
        if (arguments.length == 0) {
            System.out.print(WELCOME);
        }
        Preferences memory = Preferences.userRoot().node("org/prompt2model/shell");
        System.exit(run(JavaShellToolBuilder.builder(), memory, arguments));
    }

    /**
     * Runs JShell's tool.
     *
     * @param memory where it keeps its look and what its user typed
     * @return the status that the shell was left with
     */
    static int run(JavaShellToolBuilder tool, Preferences memory, String... arguments) throws Exception {
        TerminalExecution.showWith(Shell::text);
        FeedbackMode.remember(memory);
        Path startup = Files.createTempFile("prompt2model", ".jsh");
        try {
            Files.writeString(startup, Preload.source());
            List<String> all = new ArrayList<>(List.of(
                    "--execution", TerminalExecution.NAME,
                    "--class-path", System.getProperty("java.class.path"),
                    "--startup", startup.toString()));
            all.addAll(List.of(arguments));
            return tool.persistence(memory).start(all.toArray(new String[0]));
        } finally {
            Files.deleteIfExists(startup);
        }
    }

    private static String text(Object value) {
        String text = String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
        return text.contains("\n") ? "\n" + text : text;
    }
}

package org.prompt2model.kernel.shell;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.TextScreen;
import org.prompt2model.kernel.jshell.TerminalExecution;
import org.prompt2model.kernel.session.Preload;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Versions;

/** Opens JShell in the terminal, in this JVM, with the toolkit imported and tables shown as text. */
public final class Shell {
    /** System property with the file that keeps the lines typed from one shell to the next. */
    static final String MEMORY = "prompt2model.shell.memory";

    private static final String MODE_NAME = "prompt2model";

    /** JShell cuts values after a thousand characters by default, in the middle of a table. */
    private static final String MODE = """
        /set mode prompt2model normal -command
        /set truncation prompt2model 100000
        /set prompt prompt2model "\\njava> " "  ..> "
        /set mode prompt2model -retain
        /exit
        """;

    private static final String WELCOME =
            "Prompt2Model " + Versions.TOOLKIT + ": all is here as in notebooks. Tab completes, /exit leaves.";

    private Shell() {}

    /** Runs until its user leaves; the arguments are passed on to JShell, whose exit status the JVM ends with. */
    public static void main(String[] arguments) throws Exception {
        IntSupplier columns = () -> Terminal.columns().orElse(Integer.MAX_VALUE);
        Display.to(new TextScreen(columns));
        if (Terminal.columns().isPresent()) {
            ProgressMeter.listen(new TerminalProgress(System.err, columns));
            if (arguments.length == 0) {
                System.out.println(WELCOME);
            }
        }
        String file = System.getProperty(MEMORY);
        Map<String, String> memory = file == null ? new HashMap<>() : ShellMemory.read(Path.of(file));
        int status = run(JavaShellToolBuilder.builder(), memory, arguments);
        if (file != null) {
            ShellMemory.write(memory, Path.of(file));
        }
        System.exit(status);
    }

    /**
     * Runs the tool with the toolkit imported.
     *
     * @param memory what the tool remembers, as it was left last time; the tool changes it
     * @return the exit status that the tool's user asked for
     */
    static int run(JavaShellToolBuilder tool, Map<String, String> memory, String... arguments) throws Exception {
        TerminalExecution.showWith(Shell::text);
        memory.putAll(mode());
        Path startup = Files.createTempFile("prompt2model", ".jsh");
        // A shell that is ended by a signal leaves no file behind either.
        startup.toFile().deleteOnExit();
        Files.writeString(startup, Preload.source());
        List<String> all = new ArrayList<>(List.of(
                "--execution",
                TerminalExecution.NAME,
                "--class-path",
                System.getProperty("java.class.path"),
                "--startup",
                startup.toString(),
                "--feedback",
                MODE_NAME));
        all.addAll(List.of(arguments));
        return tool.persistence(memory).start(all.toArray(new String[0]));
    }

    /**
     * Our feedback mode as the tool keeps it. A startup file cannot define one, for modes begin only after it, so a first
     * session without a user defines and keeps it.
     */
    private static Map<String, String> mode() throws Exception {
        Map<String, String> kept = new HashMap<>();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        InputStream commands = new ByteArrayInputStream(MODE.getBytes(StandardCharsets.UTF_8));
        JavaShellToolBuilder.builder()
                .persistence(kept)
                .in(commands, null)
                .out(nowhere)
                .start("--no-startup", "--execution", "local");
        kept.keySet().removeIf(ShellMemory::isTypedLine);
        return kept;
    }

    private static String text(Object value) {
        String text = String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
        return text.contains("\n") ? "\n" + text : text;
    }
}

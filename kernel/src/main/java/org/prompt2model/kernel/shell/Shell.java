package org.prompt2model.kernel.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.prompt2model.kernel.KernelMain;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.TextScreen;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.magics.Startup;
import org.prompt2model.kernel.session.LineInput;
import org.prompt2model.kernel.session.Notebook;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Versions;

/** The kernel in a terminal: what is typed, or comes through a pipe, runs in this JVM, tables shown as text. */
public final class Shell implements AutoCloseable {
    /** System property with the file that keeps the lines typed from one shell to the next. */
    static final String MEMORY = "prompt2model.shell.memory";

    /** The argument that stands for standard input. */
    private static final String INPUT = "-";

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String WELCOME =
            "Prompt2Model " + Versions.TOOLKIT + ": all is here as in notebooks. /help tells more.";

    private static final String USAGE = """
        Usage: install/prompt2model shell [FILE ...]

          Runs the files, then what is typed, or comes through a pipe. A file named - is standard input, without
          showing values. An error in a file or a pipe ends the shell with status 1; /exit N, with N.
          IJAVA_CLASSPATH names further jars, IJAVA_STARTUP_SCRIPTS_PATH scripts to begin with.""";

    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final TerminalOutput output = new TerminalOutput(out, err);
    private final CellRunner cells;
    private final Commands commands;

    /**
     * Takes over standard input, output and error of this JVM until it is closed.
     *
     * @param bold whether errors may have parts that stand out
     */
    Shell(boolean bold) {
        System.setOut(output.out());
        System.setErr(output.err());
        cells = new CellRunner(Shell::interpreter, output, bold);
        commands = new Commands(cells, output);
    }

    /** Runs until its user leaves, or the input ends; the JVM ends with the status that was asked for. */
    public static void main(String[] arguments) {
        List<String> files = List.of(arguments);
        if (files.contains("--help") || files.contains("-h")) {
            System.out.println(USAGE);
            System.exit(0);
        }
        Optional<String> option = files.stream()
                .filter(each -> each.startsWith("-") && !each.equals(INPUT))
                .findFirst();
        if (option.isPresent()) {
            System.err.println("Unknown option " + option.get() + ".\n\n" + USAGE);
            System.exit(MISUSED);
        }
        System.exit(start(files));
    }

    private static int start(List<String> files) {
        boolean typed = Tty.isInput();
        if (typed && files.isEmpty()) {
            System.out.println(WELCOME);
        }
        try (Shell shell = new Shell(Tty.hasBold())) {
            IntSupplier columns = () -> Tty.columns().orElse(Integer.MAX_VALUE);
            Display.to(new TextScreen(columns));
            if (Tty.columns().isPresent()) {
                ProgressMeter.listen(new TerminalProgress(System.err, columns));
            }
            if (!typed) {
                return shell.readPipe(files);
            }
            String memory = System.getProperty(MEMORY);
            return shell.readTerminal(
                    files, SystemTerminal::open, Optional.ofNullable(memory).map(Path::of));
        }
    }

    private static Interpreter interpreter() {
        Interpreter made = KernelMain.interpreter();
        new Startup(made).run(System.getenv());
        return made;
    }

    /**
     * Runs the files, then what comes from standard input, unless there are files and none is named {@code -}.
     *
     * @return the exit status
     */
    int readPipe(List<String> files) {
        PipedLines piped = new PipedLines(in, output.out());
        Script script = new Script(cells, commands);
        System.setIn(new LineInput(piped));
        Notebook.serveTerminal(piped);
        boolean ok = files.isEmpty() ? script.run(piped, true) : runFiles(files, () -> script.run(piped, false));
        return commands.exit().orElse(ok ? 0 : FAILED);
    }

    /**
     * Runs the files, then what is typed.
     *
     * @param opened opens the terminal as soon as something is to be typed
     * @param history file of what was typed
     * @return the exit status
     */
    int readTerminal(List<String> files, Supplier<Terminal> opened, Optional<Path> history) {
        try (TypedCells typed = new TypedCells(opened, cells, commands, output)) {
            System.setIn(new LineInput(typed));
            Notebook.serveTerminal(typed);
            if (!runFiles(files, () -> true)) {
                return FAILED;
            }
            if (commands.exit().isEmpty()) {
                typed.run(history);
            }
            return commands.exit().orElse(0);
        }
    }

    private boolean runFiles(List<String> files, BooleanSupplier input) {
        for (String file : files) {
            if (commands.exit().isPresent()) {
                return true;
            }
            if (!(file.equals(INPUT) ? input.getAsBoolean() : commands.run("/open " + file))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        Notebook.serveTerminal(null);
        System.setIn(in);
        System.setOut(out);
        System.setErr(err);
        cells.close();
    }
}

package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.prompt2model.kernel.session.Questions;

/** A terminal in which cells are typed, and in which their questions are answered. */
final class TypedCells implements Questions, AutoCloseable {
    private static final String MORE = "...> ";

    private final Supplier<Terminal> opener;
    private final CellRunner cells;
    private final Commands commands;
    private final TerminalOutput output;
    private Terminal terminal;

    /** @param opener opens the terminal, as soon as something is to be typed */
    TypedCells(Supplier<Terminal> opener, CellRunner cells, Commands commands, TerminalOutput output) {
        this.opener = opener;
        this.cells = cells;
        this.commands = commands;
        this.output = output;
    }

    /**
     * Runs cell after cell until the user leaves. From now on Ctrl+C stops the cell that runs.
     *
     * @param history file of what was typed
     */
    void run(Optional<Path> history) {
        LineReader prompt = CellEditor.open(terminal(), cells::interpreter, commands::names);
        history.ifPresent(file -> TypedHistory.keep(prompt, file));
        output.keepAbove(prompt);
        terminal().handle(Terminal.Signal.INT, signal -> {
            output.beginLine();
            cells.interrupt();
        });
        while (commands.exit().isEmpty()) {
            Optional<String> typed = read(prompt);
            if (typed.isEmpty()) {
                return;
            }
            take(typed.get());
        }
    }

    private void take(String typed) {
        if (Commands.isCommand(typed)) {
            commands.run(typed);
        } else if (!typed.isBlank()) {
            cells.runNext(typed);
        }
    }

    /** The next cell; empty where the user leaves. */
    private Optional<String> read(LineReader prompt) {
        output.freshLine(output.out());
        String text = "[" + cells.next() + "] java> ";
        prompt.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(text.length() - MORE.length()) + MORE);
        try {
            return Optional.of(prompt.readLine("\n" + text));
        } catch (UserInterruptException e) {
            // What was typed is dropped.
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public String ask(String question, boolean secret) throws InterruptedException {
        output.freshLine(output.out());
        LineReader answers = LineReaderBuilder.builder()
                .terminal(terminal())
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        try {
            return answers.readLine(question, secret ? '*' : null);
        } catch (UserInterruptException e) {
            cells.interrupt();
            throw new InterruptedException("the question was not answered");
        } catch (EndOfFileException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            if (terminal != null) {
                terminal.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Terminal terminal() {
        if (terminal == null) {
            terminal = opener.get();
        }
        return terminal;
    }
}

package org.prompt2model.kernel.shell;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** Runs cells and prints what comes of them: results to standard output, errors to standard error. */
final class CellRunner implements AutoCloseable {
    private static final int LONGEST = 100_000;
    private static final String INK = "\u001b\\[\\d*m";

    /** A cell that ran to its end. */
    record Done(int number, String source) {}

    private final Supplier<Interpreter> maker;
    private final TerminalOutput output;
    private final boolean bold;
    private final List<Done> done = new ArrayList<>();
    private CompletableFuture<Interpreter> interpreter;
    private int count;

    /**
     * Begins to make the interpreter in the background, so that typing can begin at once.
     *
     * @param bold whether errors may have parts that stand out
     */
    CellRunner(Supplier<Interpreter> maker, TerminalOutput output, boolean bold) {
        this.maker = maker;
        this.output = output;
        this.bold = bold;
        begin();
    }

    /** The interpreter, as soon as it is made. */
    Interpreter interpreter() {
        return interpreter.join();
    }

    /** Forgets everything that cells defined, and begins to count anew. */
    void reset() {
        interpreter().close();
        done.clear();
        count = 0;
        begin();
    }

    /** The number of the next cell. */
    int next() {
        return count + 1;
    }

    /** The cells that ran to their end, in that order. */
    List<Done> done() {
        return List.copyOf(done);
    }

    /**
     * Runs the next cell, and shows its value.
     *
     * @return whether it ran to its end
     */
    boolean runNext(String source) {
        count++;
        boolean ok = run(Cell.of(count, source), true);
        if (ok) {
            done.add(new Done(count, source));
        }
        return ok;
    }

    /**
     * Runs a cell.
     *
     * @param shown whether its value is shown
     * @return whether it ran to its end
     */
    boolean run(Cell cell, boolean shown) {
        Outcome outcome = interpreter().run(cell);
        if (shown && outcome instanceof Outcome.Done value && value.value() != null) {
            // Its toString() is the user's code: it may hang, and has to end at an interrupt too.
            outcome = interpreter().call(() -> text(value.value()));
            if (outcome instanceof Outcome.Done text) {
                output.print(output.out(), String.valueOf(text.value()));
            }
        }
        if (outcome instanceof Outcome.Failed failed) {
            print(failed.error());
        }
        return outcome instanceof Outcome.Done;
    }

    /** Ends the cell that runs, if one does. */
    void interrupt() {
        if (isMade()) {
            interpreter().interrupt();
        }
    }

    /** The text of a value as the terminal shows it. */
    static String text(Object value) {
        String text = String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + String.format(Locale.ROOT, "… %,d characters in all", text.length());
    }

    private void print(CellError error) {
        String text = String.join("\n", error.traceback());
        output.print(output.err(), bold ? text : text.replaceAll(INK, ""));
    }

    @Override
    public void close() {
        if (isMade()) {
            interpreter().close();
        }
    }

    private boolean isMade() {
        return interpreter.isDone() && !interpreter.isCompletedExceptionally();
    }

    private void begin() {
        interpreter = new CompletableFuture<>();
        CompletableFuture<Interpreter> made = interpreter;
        Thread loading = new Thread(
                () -> {
                    try {
                        made.complete(maker.get());
                    } catch (RuntimeException | Error e) {
                        made.completeExceptionally(e);
                    }
                },
                "shell-preload");
        loading.setDaemon(true);
        loading.start();
    }
}

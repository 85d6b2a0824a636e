package org.prompt2model.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** A shell, the terminal that it believes to be in, and somebody who types there and waits for what comes. */
final class TypedShell implements AutoCloseable {
    static final String ENTER = "\r";
    static final String TAB = "\t";
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String UP = "\u001bOA";

    private static final int PATIENCE_SECONDS = 60;
    private static final String CODES = "\u001b(\\[[?>=]?[\\d;]*[a-zA-Z]|[=>]|\\([AB0])";

    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Shell shell;
    private final CompletableFuture<Integer> status;
    private int seen;

    /** Opens a shell without a history. */
    TypedShell() {
        this(Optional.empty());
    }

    /** Opens a shell that keeps what was typed in a file. */
    TypedShell(Optional<Path> history) {
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        shell = new Shell(true);
        status = CompletableFuture.supplyAsync(
                () -> shell.readTerminal(List.of(), this::terminal, history), work -> new Thread(work).start());
    }

    private Terminal terminal() {
        try {
            Terminal terminal = new ExternalTerminal(
                    "test", "xterm", new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
            terminal.setSize(Size.of(100, 30));
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the prompt of a cell and types it, Enter included. */
    TypedShell cell(int number, String source) {
        return sees("[" + number + "] java> ").types(source + ENTER);
    }

    TypedShell types(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the text stands on the screen, below what was seen before. */
    TypedShell sees(String text) {
        await(() -> text(screen).indexOf(text, seen) >= 0, text, screen);
        seen = text(screen).indexOf(text, seen) + text.length();
        return this;
    }

    /** Waits until cells have printed the text. */
    TypedShell prints(String text) {
        await(() -> text(printed).contains(text), text, printed);
        return this;
    }

    /** All that stood on the screen, without codes. */
    String screen() {
        return text(screen);
    }

    /** All that was printed to standard output and error, as it was. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Waits for the end, and returns the exit status. */
    int status() {
        try {
            return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(text(screen), e);
        }
    }

    /** The terminal goes away, as where its window is closed. */
    @Override
    public void close() {
        try {
            keys.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        status();
        shell.close();
        System.setOut(out);
        System.setErr(err);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll(CODES, "");
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String text, ByteArrayOutputStream where) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds() && System.nanoTime() < end && !status.isCompletedExceptionally()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.holds())
                .as("'%s' after %d characters of:%n%s", text, seen, text(where))
                .isTrue();
    }
}

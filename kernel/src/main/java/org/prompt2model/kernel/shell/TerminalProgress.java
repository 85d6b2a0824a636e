package org.prompt2model.kernel.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.prompt2model.kernel.display.TextWidth;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;

/** Draws the progress of a stage on one line of a terminal, again and again; a stage that is over at once draws none. */
final class TerminalProgress implements ProgressListener {
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    /** To the line's first place, and clear the line. */
    private static final String ANEW = "\r\u001b[K";

    private final PrintStream out;
    private final IntSupplier columns;
    private int width;

    /**
     * Draws on a terminal.
     *
     * @param columns its width, asked when a stage begins: a longer line would break, and could not be drawn over
     */
    TerminalProgress(PrintStream out, IntSupplier columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public synchronized void onProgress(Progress progress) {
        boolean begun = width > 0;
        if (!begun && progress.elapsed().compareTo(AT_ONCE) < 0) {
            return;
        }
        width = begun ? width : columns.getAsInt();
        out.print(ANEW + TextWidth.cut(progress.line(), width - 1) + (progress.finished() ? "\n" : ""));
        out.flush();
        if (progress.finished()) {
            width = 0;
        }
    }

    @Override
    public synchronized void onNotice(String stage, String message) {
        out.println((width > 0 ? ANEW : "") + TextWidth.wrap(stage + ": " + message, columns.getAsInt()));
    }
}

package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.function.IntSupplier;

/** Prints the plain text of displays; a terminal cannot take back what it printed, so updates are not shown. */
public final class TextScreen implements Screen {
    private final IntSupplier columns;

    /** Lines of any length. */
    public TextScreen() {
        this(() -> Integer.MAX_VALUE);
    }

    /**
     * Lines that fit a terminal.
     *
     * @param columns its width, asked whenever something is shown
     */
    public TextScreen(IntSupplier columns) {
        this.columns = columns;
    }

    @Override
    public void show(DisplayData data) {
        System.out.println(data.getData(MIMEType.TEXT_PLAIN));
    }

    @Override
    public void update(DisplayData data) {
        // The line stands where it was printed.
    }

    @Override
    public void clear(boolean wait) {
        // As for updates.
    }

    @Override
    public int columns() {
        return columns.getAsInt();
    }
}

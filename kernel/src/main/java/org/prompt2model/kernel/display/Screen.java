package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Where displays go: a notebook's output, or a terminal. Called from any thread. */
public interface Screen {
    /** Shows something new. */
    void show(DisplayData data);

    /** Replaces what was shown with the same display id. */
    void update(DisplayData data);

    /** Clears the output of the cell that runs, at once or when the next output comes. */
    void clear(boolean wait);

    /** How many characters a line of plain text may have; a notebook scrolls, and sets no limit. */
    default int columns() {
        return Integer.MAX_VALUE;
    }
}

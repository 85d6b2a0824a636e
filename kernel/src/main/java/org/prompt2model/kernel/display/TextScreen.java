package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

/** Prints the plain text of displays; a terminal cannot take back what it printed, so updates are not shown. */
public final class TextScreen implements Screen {
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
}

package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;

/**
 * Draws the progress of stages as bars that grow in place. The last state of a bar stays in the notebook. A stage that
 * is over at once draws none.
 */
public final class ProgressDisplay implements ProgressListener {
    private static final Duration AT_ONCE = Duration.ofMillis(300);

    private final Screen screen;
    private final Map<String, String> ids = new HashMap<>();

    /** Draws on a screen. */
    public ProgressDisplay(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void onProgress(Progress progress) {
        String id = ids.get(progress.stage());
        if (id == null && progress.elapsed().compareTo(AT_ONCE) < 0) {
            return;
        }
        DisplayData data = new DisplayData(progress.line());
        data.putHTML(ProgressHtml.bar(progress));
        if (id == null) {
            id = UUID.randomUUID().toString();
            data.setDisplayId(id);
            screen.show(data);
        } else {
            data.setDisplayId(id);
            screen.update(data);
        }
        if (progress.finished()) {
            ids.remove(progress.stage());
        } else {
            ids.put(progress.stage(), id);
        }
    }

    @Override
    public void onNotice(String stage, String message) {
        DisplayData data = new DisplayData(stage + ": " + message);
        data.putHTML(ProgressHtml.notice(stage, message));
        screen.show(data);
    }
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;

/** What a stage tells the person who watches, while it is open. */
final class Notices implements ProgressListener, AutoCloseable {
    final List<String> told = new ArrayList<>();
    private final ProgressListener before = ProgressMeter.listen(this);

    @Override
    public void onProgress(Progress progress) {
        assert progress.done() >= 0;
    }

    @Override
    public void onNotice(String stage, String message) {
        told.add(message);
    }

    @Override
    public void close() {
        ProgressMeter.listen(before);
    }
}

package org.prompt2model.run;

import java.time.Duration;

/** Writes progress to standard error as plain lines, one every ten seconds and one at the end of a long stage. */
public final class ConsoleProgress implements ProgressListener {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private Duration next = PERIOD;

    @Override
    public synchronized void onProgress(Progress progress) {
        if (progress.finished()) {
            if (progress.elapsed().compareTo(PERIOD) >= 0) {
                System.err.println(progress.line());
            }
            next = PERIOD;
        } else if (progress.elapsed().compareTo(next) >= 0) {
            System.err.println(progress.line());
            next = progress.elapsed().plus(PERIOD);
        }
    }

    @Override
    public void onNotice(String stage, String message) {
        System.err.println(stage + ": " + message);
    }
}

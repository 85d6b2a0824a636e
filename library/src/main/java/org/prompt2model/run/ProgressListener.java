package org.prompt2model.run;

/**
 * Hears how stages get on: a notebook draws a bar, a terminal a line.
 *
 * <p>Called on the thread that runs the stage, a few times a second at most; it should return quickly. An exception
 * that it throws is swallowed once and the listener is not called again in that stage, so that drawing can never end
 * a training.
 */
public interface ProgressListener {
    /** A stage has come further, or has finished. */
    void onProgress(Progress progress);

    /** A message for the person who watches, one line: that a stored result is reused, say. */
    void onNotice(String stage, String message);
}

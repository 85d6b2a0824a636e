package org.prompt2model.retrieval;

import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How to look for models.
 *
 * @param top most rows of the result, 1 to 1000; the shipped models are among them whatever it says
 * @param maxBytes largest size of the published weights; 3 GB by default, as in Prompt2Model (arXiv 2308.12261)
 */
public record ModelRetrievalOptions(int top, long maxBytes) {
    private static final int DEFAULT_TOP = 10;
    private static final long THREE_GB = 3_000_000_000L;

    public ModelRetrievalOptions {
        DatasetRetrievalOptions.requireTop(top);
        if (maxBytes < 1) {
            throw new Prompt2ModelException(
                    "maxBytes cannot be " + maxBytes, "it is the largest size of a model", "choose 3000000000, say");
        }
    }

    /** The ten best of at most 3 GB. */
    public static ModelRetrievalOptions defaults() {
        return new ModelRetrievalOptions(DEFAULT_TOP, THREE_GB);
    }

    /** With another number of rows. */
    public ModelRetrievalOptions top(int rows) {
        return new ModelRetrievalOptions(rows, maxBytes);
    }

    /** With another largest size, in bytes. */
    public ModelRetrievalOptions maxBytes(long bytes) {
        return new ModelRetrievalOptions(top, bytes);
    }
}

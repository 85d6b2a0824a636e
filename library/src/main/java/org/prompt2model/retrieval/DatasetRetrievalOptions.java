package org.prompt2model.retrieval;

import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How to look for datasets.
 *
 * @param top most rows of the result, 1 to 1000
 */
public record DatasetRetrievalOptions(int top) {
    private static final int DEFAULT_TOP = 10;
    private static final int MOST = 1000;

    public DatasetRetrievalOptions {
        requireTop(top);
    }

    /** The ten best. */
    public static DatasetRetrievalOptions defaults() {
        return new DatasetRetrievalOptions(DEFAULT_TOP);
    }

    /** With another number of rows. */
    public DatasetRetrievalOptions top(int rows) {
        return new DatasetRetrievalOptions(rows);
    }

    static void requireTop(int top) {
        if (top < 1 || top > MOST) {
            throw new Prompt2ModelException(
                    "top cannot be " + top, "it is the number of rows of a ranking", "choose 1 to " + MOST);
        }
    }
}

package org.prompt2model.teacher;

import java.util.Objects;

/** What came back for a {@link Question}. */
public sealed interface Reply {
    /** Dollars that the request cost; NaN where the price is unknown, 0 where nothing was sent or nothing is charged. */
    double costUsd();

    /** A complete answer. Token counts are 0 where the provider tells none. */
    record Text(String text, int inputTokens, int outputTokens, double costUsd) implements Reply {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** An answer that ended at the token limit. */
    record Truncated(String text, double costUsd) implements Reply {}

    /** The provider declined to answer. */
    record Refused(String why, double costUsd) implements Reply {}

    /** No answer, after the retries that made sense. */
    record Failed(String why, double costUsd) implements Reply {}
}

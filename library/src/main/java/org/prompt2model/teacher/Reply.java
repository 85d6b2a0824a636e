package org.prompt2model.teacher;

import java.util.Objects;

/**
 * What came back for a {@link Question}. Tokens and costs include those of attempts that broke off after the question
 * was sent: these count at their worst case, for the provider may charge for them.
 */
public sealed interface Reply {
    /** Tokens sent, as the provider counted them; 0 where it tells none. */
    long inputTokens();

    /** Tokens received, as the provider counted them; 0 where it tells none. */
    long outputTokens();

    /** Dollars that the request cost; NaN where the price is unknown, 0 where nothing was sent or nothing is charged. */
    double costUsd();

    /** A complete answer. */
    record Text(String text, long inputTokens, long outputTokens, double costUsd) implements Reply {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** An answer that ended at the token limit. */
    record Truncated(String text, long inputTokens, long outputTokens, double costUsd) implements Reply {
        public Truncated {
            Objects.requireNonNull(text, "text");
        }
    }

    /** The provider, or the model, declined to answer. */
    record Refused(String why, long inputTokens, long outputTokens, double costUsd) implements Reply {
        public Refused {
            Objects.requireNonNull(why, "why");
        }
    }

    /** No answer, after the retries that made sense. */
    record Failed(String why, long inputTokens, long outputTokens, double costUsd) implements Reply {
        public Failed {
            Objects.requireNonNull(why, "why");
        }

        /** A failure of which it is known that nothing was charged. */
        public Failed(String why) {
            this(why, 0, 0, 0);
        }
    }
}

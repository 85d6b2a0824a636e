package org.prompt2model.model;

/** How the next token of an answer is chosen. */
public sealed interface DecodingStrategy {
    /** The likeliest token. */
    record Greedy() implements DecodingStrategy {
        @Override
        public String toString() {
            return "greedy";
        }
    }

    /**
     * The likeliest answer that is found by going on with the best few beginnings.
     *
     * @param count beginnings, 1 to 64
     * @param lengthPenalty power of its length by which an answer's log-probability is divided, -10 to 10; what is above
     *     0 favours long answers, below 0 short ones
     */
    record Beams(int count, double lengthPenalty) implements DecodingStrategy {
        public Beams {
            DecodingOptions.range("beams", count, 1, 64);
            DecodingOptions.range("lengthPenalty", lengthPenalty, -10, 10);
        }

        @Override
        public String toString() {
            return "beams " + count + (lengthPenalty == 1 ? "" : ", length penalty " + lengthPenalty);
        }
    }

    /**
     * A token drawn by its probability.
     *
     * @param temperature what divides the logits, 0.01 to 100
     * @param topK number of likeliest tokens to draw from, 1 or more; 0 for all
     * @param topP probability that the likeliest tokens to draw from reach together, above 0 to 1
     * @param seed of the draws: the same input has the same answer
     */
    record Sampling(double temperature, int topK, double topP, long seed) implements DecodingStrategy {
        /** The network's own probabilities. */
        static final Sampling PLAIN = new Sampling(1, 0, 1, 0);

        public Sampling {
            DecodingOptions.range("temperature", temperature, 0.01, 100);
            DecodingOptions.range("topK", topK, 0, Integer.MAX_VALUE);
            DecodingOptions.range("topP", topP, 1e-6, 1);
        }

        @Override
        public String toString() {
            return "temperature " + temperature + (topK == 0 ? "" : ", top-k " + topK)
                    + (topP == 1 ? "" : ", top-p " + topP) + ", seed " + seed;
        }
    }
}

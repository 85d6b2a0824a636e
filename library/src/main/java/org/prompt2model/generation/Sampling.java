package org.prompt2model.generation;

import org.prompt2model.corpus.OptionRange;

/**
 * How replies are drawn.
 *
 * @param lowTemperature temperature of the first request for rows, 0 to 2
 * @param highTemperature temperature that it rises to with the share of rows asked for, 0 to 2
 * @param examplesPerReply most new examples asked for in one reply, and most inputs answered in one, 1 to 100; fewer where
 *     they are long
 * @param responsesPerRequest replies to the same prompt, 1 to 20
 * @param votes most answers that are compared for each input, 1 to 9; no more are asked for once they cannot change the
 *     winner. The most frequent wins, ties go to the shortest
 */
public record Sampling(
        double lowTemperature, double highTemperature, int examplesPerReply, int responsesPerRequest, int votes) {
    public Sampling {
        OptionRange.require("temperature", lowTemperature, 0, 2, "GenerationOptions.defaults().temperature(0.5, 1.2)");
        OptionRange.require(
                "temperature",
                highTemperature,
                lowTemperature,
                2,
                "GenerationOptions.defaults().temperature(0.5, 1.2)");
        OptionRange.require(
                "examplesPerReply", examplesPerReply, 1, 100, "GenerationOptions.defaults().examplesPerReply(5)");
        OptionRange.require(
                "responsesPerRequest",
                responsesPerRequest,
                1,
                20,
                "GenerationOptions.defaults().responsesPerRequest(5)");
        OptionRange.require("votes", votes, 1, 9, "GenerationOptions.defaults().votes(5)");
    }

    Sampling temperature(double low, double high) {
        return new Sampling(low, high, examplesPerReply, responsesPerRequest, votes);
    }

    Sampling examplesPerReply(int other) {
        return new Sampling(lowTemperature, highTemperature, other, responsesPerRequest, votes);
    }

    Sampling responsesPerRequest(int other) {
        return new Sampling(lowTemperature, highTemperature, examplesPerReply, other, votes);
    }

    Sampling votes(int other) {
        return new Sampling(lowTemperature, highTemperature, examplesPerReply, responsesPerRequest, other);
    }
}

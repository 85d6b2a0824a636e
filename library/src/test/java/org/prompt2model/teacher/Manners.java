package org.prompt2model.teacher;

import java.time.Duration;
import java.util.function.Function;

/**
 * How the stand-in behaves.
 *
 * @param latency before each reply
 * @param places requests that it works on at once; one more is answered with 429
 * @param requestsPerMinute in any 60 seconds; one more is answered with 429. 0 for no limit
 * @param tokensPerMinute in any 60 seconds. 0 for no limit
 * @param tells whether its headers tell the limits a minute
 * @param faults share of requests that go wrong, 0 to 1
 * @param seed of the faults
 * @param hang how long a request hangs that is to time out
 * @param answer the text of a reply
 */
record Manners(
        Duration latency,
        int places,
        int requestsPerMinute,
        long tokensPerMinute,
        boolean tells,
        double faults,
        long seed,
        Duration hang,
        Function<Protocol.Asked, String> answer) {
    static final String CONSTANT = "2020-05-04";

    /** Answers at once, always the same. */
    static Manners simple() {
        return answering(asked -> CONSTANT);
    }

    static Manners answering(Function<Protocol.Asked, String> answer) {
        return new Manners(Duration.ZERO, 1_000, 0, 0, false, 0, 0, Duration.ofSeconds(1), answer);
    }

    Manners latency(Duration other) {
        return new Manners(other, places, requestsPerMinute, tokensPerMinute, tells, faults, seed, hang, answer);
    }

    Manners places(int other) {
        return new Manners(latency, other, requestsPerMinute, tokensPerMinute, tells, faults, seed, hang, answer);
    }

    Manners perMinute(int requests, long tokens, boolean told) {
        return new Manners(latency, places, requests, tokens, told, faults, seed, hang, answer);
    }

    Manners faults(double share, long otherSeed, Duration otherHang) {
        return new Manners(
                latency, places, requestsPerMinute, tokensPerMinute, tells, share, otherSeed, otherHang, answer);
    }
}

package org.prompt2model.teacher;

import java.time.Duration;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How an endpoint is asked. Two teachers of the same address and model share it: what was set last holds for both.
 *
 * @param maxInFlight most requests at once, 1 to 1,000. Asking begins with a few, and comes up to this while the endpoint
 *     answers; it goes down where the endpoint says 429, times out or breaks off
 * @param steady whether all of {@code maxInFlight} are used from the beginning and whatever the endpoint says
 * @param requestsPerMinute most requests a minute, spread evenly; 0 for what the endpoint's headers say
 * @param tokensPerMinute most tokens a minute, sent and received together; 0 for what the endpoint's headers say
 * @param attempts requests for one question in all, 1 or more, where the endpoint fails; being told to wait (429) does
 *     not count
 * @param timeout longest wait for a whole reply
 */
public record TeacherOptions(
        int maxInFlight, boolean steady, int requestsPerMinute, long tokensPerMinute, int attempts, Duration timeout) {
    private static final int MOST_IN_FLIGHT = 1_000;

    /** @throws Prompt2ModelException if a number is out of its range */
    public TeacherOptions {
        check("maxInFlight", maxInFlight, 1, MOST_IN_FLIGHT);
        check("requestsPerMinute", requestsPerMinute, 0, Integer.MAX_VALUE);
        check("tokensPerMinute", tokensPerMinute, 0, Long.MAX_VALUE);
        check("attempts", attempts, 1, MOST_IN_FLIGHT);
        check("timeout in milliseconds", timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** Up to 32 in flight, limits as the endpoint's headers tell them, 8 attempts, 2 minutes for a reply. */
    public static TeacherOptions defaults() {
        return new TeacherOptions(32, false, 0, 0, 8, Duration.ofMinutes(2));
    }

    /** With at most this many requests at once. */
    public TeacherOptions maxInFlight(int most) {
        return new TeacherOptions(most, false, requestsPerMinute, tokensPerMinute, attempts, timeout);
    }

    /** With exactly this many requests at once wherever there is as much to ask: for a server of one's own. */
    public TeacherOptions inFlight(int number) {
        return new TeacherOptions(number, true, requestsPerMinute, tokensPerMinute, attempts, timeout);
    }

    /** With at most this many requests a minute. */
    public TeacherOptions requestsPerMinute(int most) {
        return new TeacherOptions(maxInFlight, steady, most, tokensPerMinute, attempts, timeout);
    }

    /** With at most this many tokens a minute, sent and received together. */
    public TeacherOptions tokensPerMinute(long most) {
        return new TeacherOptions(maxInFlight, steady, requestsPerMinute, most, attempts, timeout);
    }

    /** With this many requests for one question where the endpoint fails. */
    public TeacherOptions attempts(int number) {
        return new TeacherOptions(maxInFlight, steady, requestsPerMinute, tokensPerMinute, number, timeout);
    }

    /** With this longest wait for a whole reply. */
    public TeacherOptions timeout(Duration longest) {
        return new TeacherOptions(maxInFlight, steady, requestsPerMinute, tokensPerMinute, attempts, longest);
    }

    private static void check(String name, long value, long least, long most) {
        String example = "TeacherOptions.defaults().maxInFlight(16).requestsPerMinute(600)";
        OptionRange.require(name, (double) value, (double) least, (double) most, example);
    }
}

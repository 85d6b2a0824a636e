package org.prompt2model.teacher;

import java.util.HashMap;
import java.util.Map;

/** What the stand-in did, and what a provider would charge for it. */
final class Bill {
    private final Map<Protocol.Asked, Integer> delivered = new HashMap<>();
    private int requests;
    private int refusals;
    private int faults;
    private long inputTokens;
    private long outputTokens;

    synchronized void request() {
        requests++;
    }

    synchronized void refusal() {
        refusals++;
    }

    synchronized void fault() {
        faults++;
    }

    synchronized void charge(long input, long output) {
        inputTokens += input;
        outputTokens += output;
    }

    synchronized void deliver(Protocol.Asked asked) {
        delivered.merge(asked, 1, Integer::sum);
    }

    synchronized int requests() {
        return requests;
    }

    /** Requests that were answered with 429 because they passed a limit. */
    synchronized int refusals() {
        return refusals;
    }

    synchronized int faults() {
        return faults;
    }

    /** Questions that were answered in full. */
    synchronized int questions() {
        return delivered.size();
    }

    /** Answers in full to questions that had one already. */
    synchronized int repeats() {
        return delivered.values().stream().mapToInt(times -> times - 1).sum();
    }

    synchronized double usd(Price price) {
        return price.usd(inputTokens, outputTokens);
    }

    synchronized long tokens() {
        return inputTokens + outputTokens;
    }

    synchronized String json() {
        return Protocol.JSON
                .createObjectNode()
                .put("requests", requests)
                .put("refusals", refusals)
                .put("faults", faults)
                .put("questions", delivered.size())
                .put("repeats", repeats())
                .put("input_tokens", inputTokens)
                .put("output_tokens", outputTokens)
                .toString();
    }
}

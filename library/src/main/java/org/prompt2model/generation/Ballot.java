package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outputs that were given for one input. */
final class Ballot {
    /**
     * One of them.
     *
     * @param temperature of the request that brought it
     * @param request its number
     */
    record Vote(String output, double temperature, int request) {}

    private final List<Vote> votes = new ArrayList<>(3);

    void add(Vote vote) {
        votes.add(vote);
    }

    boolean isEmpty() {
        return votes.isEmpty();
    }

    /** The most frequent output; among equals the shortest (arXiv 2308.12261), and among those the first. */
    String winner() {
        Map<String, Integer> counts = counts();
        String best = null;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            int lead = best == null ? 1 : entry.getValue() - counts.get(best);
            if (lead > 0 || (lead == 0 && entry.getKey().length() < best.length())) {
                best = entry.getKey();
            }
        }
        return best;
    }

    /** Whether no further answer, of at most so many in all, could change the most frequent output. */
    boolean decided(int most) {
        int first = 0;
        int second = 0;
        for (int count : counts().values()) {
            second = Math.max(second, Math.min(first, count));
            first = Math.max(first, count);
        }
        return first - second > most - total() || total() >= most;
    }

    int total() {
        return votes.size();
    }

    int count(String output) {
        return counts().getOrDefault(output, 0);
    }

    /** Share of the votes for an output, 0 to 1. */
    double agreement(String output) {
        return (double) count(output) / total();
    }

    /** The first vote for each output but the given one. */
    List<Vote> others(String output) {
        Map<String, Vote> others = new LinkedHashMap<>();
        votes.forEach(vote -> others.putIfAbsent(vote.output(), vote));
        others.remove(output);
        return List.copyOf(others.values());
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        votes.forEach(vote -> counts.merge(vote.output(), 1, Integer::sum));
        return counts;
    }
}

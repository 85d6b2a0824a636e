package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs that were given for one input. */
final class Ballot {
    private final Map<String, Integer> votes = new LinkedHashMap<>();
    private int total;

    void add(String output) {
        votes.merge(output, 1, Integer::sum);
        total++;
    }

    /** The most frequent output; among equals the shortest (arXiv 2308.12261), and among those the first. */
    String winner() {
        String best = null;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            int lead = best == null ? 1 : vote.getValue() - votes.get(best);
            if (lead > 0 || (lead == 0 && vote.getKey().length() < best.length())) {
                best = vote.getKey();
            }
        }
        return best;
    }

    int total() {
        return total;
    }

    int count(String output) {
        return votes.getOrDefault(output, 0);
    }

    /** Share of the votes for an output, 0 to 1. */
    double agreement(String output) {
        return (double) count(output) / total;
    }
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/**
 * Generated examples that may be shown in later prompts: those on whose output all votes agree and, where several votes
 * were taken, that are no longer than the average, for each is paid for with every prompt.
 */
final class Showcase {
    private final boolean choosy;
    private final List<Candidate> best = new ArrayList<>();
    private long characters;
    private long seen;

    /** @param choosy false to show any example, as the paper does */
    Showcase(boolean choosy) {
        this.choosy = choosy;
    }

    void offer(Candidate candidate) {
        Ballot ballot = candidate.ballot();
        characters += candidate.input().length();
        seen++;
        boolean agreed = ballot.total() > 1 && ballot.agreement(ballot.winner()) == 1;
        if (!choosy || (agreed && candidate.input().length() * seen <= characters)) {
            best.add(candidate);
        }
    }

    /** A random number of examples, from 1 to the most allowed, drawn at random, no input twice. */
    List<Example> sample(int most, RandomGenerator random) {
        Map<String, Example> chosen = new LinkedHashMap<>();
        int number = most == 0 || best.isEmpty() ? 0 : 1 + random.nextInt(most);
        for (int i = 0; i < number; i++) {
            Candidate candidate = best.get(random.nextInt(best.size()));
            chosen.put(
                    candidate.input(),
                    new Example(candidate.input(), candidate.ballot().winner()));
        }
        return List.copyOf(chosen.values());
    }
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws one value of each attribute of a plan. The values of an attribute are dealt like cards: all of them, in a random
 * order, before any comes again, so that each is asked for equally often; the decks are shuffled apart, so that all
 * combinations can come up.
 */
final class Combinations {
    private final Plan plan;
    private final Random random;
    private final Map<String, List<String>> decks = new LinkedHashMap<>();

    Combinations(Plan plan, long seed) {
        this.plan = plan;
        this.random = new Random(seed);
    }

    /** The next combination, in the plan's order of attributes; empty where there is no plan. */
    Map<String, String> next() {
        Map<String, String> drawn = new LinkedHashMap<>();
        plan.attributes().forEach((name, values) -> {
            List<String> deck = decks.computeIfAbsent(name, key -> new ArrayList<>());
            if (deck.isEmpty()) {
                deck.addAll(values);
                Collections.shuffle(deck, random);
            }
            drawn.put(name, deck.remove(deck.size() - 1));
        });
        return drawn;
    }
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Draws one value of each attribute of a plan. The values of an attribute are dealt like cards: all of them, in a random
 * order, before any comes again, so that each is asked for equally often; the decks are shuffled apart, so that all
 * combinations can come up.
 */
final class Combinations {
    /** Inputs in a row that get the same combination: each combination costs words, each change of it adds variety. */
    private static final int GROUP = 5;

    private final Plan plan;
    private final Random random;
    private final Map<String, List<String>> decks = new LinkedHashMap<>();

    Combinations(Plan plan, long seed) {
        this.plan = plan;
        this.random = new Random(seed);
    }

    /** The combinations for the inputs of one request, which are numbered from 1. */
    record Hand(List<Map<String, String>> combinations, int inputs) {
        /** The combination for an input; empty without a plan. */
        Map<String, String> of(int number) {
            int group = (number - 1) / GROUP;
            return group >= 0 && group < combinations.size() ? combinations.get(group) : Map.of();
        }

        /** {@code 1 to 5: topic: travel; length: short}, a line for each combination; empty without a plan. */
        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                int first = lines.size() * GROUP + 1;
                lines.add(first + " to " + Math.min(inputs, first + GROUP - 1) + ": " + line(combination));
            }
            return String.join("\n", lines);
        }
    }

    /** Deals for that many inputs. */
    Hand next(int inputs) {
        List<Map<String, String>> hand = new ArrayList<>();
        for (int first = 0; first < inputs && !plan.isEmpty(); first += GROUP) {
            hand.add(draw());
        }
        return new Hand(hand, inputs);
    }

    /** {@code topic: travel; length: short}. */
    static String line(Map<String, String> combination) {
        return combination.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private Map<String, String> draw() {
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

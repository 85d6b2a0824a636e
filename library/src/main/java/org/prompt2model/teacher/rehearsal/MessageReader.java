package org.prompt2model.teacher.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the desk of a message: the label of the core sentence that shares most with it, where a word or a pair of
 * words counts the more, the fewer labels' sentences have it.
 */
final class MessageReader {
    private static final double LEAST_SCORE = 0.5;

    private final Map<String, Map<String, Double>> weights = new HashMap<>();
    private final List<Core> cores = new ArrayList<>();

    private record Core(String label, Set<String> features, double total) {}

    MessageReader(MessagePhrases phrases) {
        phrases.cores().forEach((label, sentences) -> {
            for (String sentence : sentences) {
                for (String feature : features(sentence)) {
                    weights.computeIfAbsent(feature, key -> new HashMap<>()).merge(label, 1.0, Double::sum);
                }
            }
        });
        phrases.cores().forEach((label, sentences) -> {
            for (String sentence : sentences) {
                Set<String> features = features(sentence);
                cores.add(new Core(label, features, score(features, features)));
            }
        });
    }

    /** The label; empty where no word of the message tells. */
    Optional<String> read(String message) {
        Set<String> features = features(message);
        Core best = null;
        double bestScore = 0;
        double votes = 0;
        for (Core core : cores) {
            double shared = score(core.features(), features);
            double share = shared / Math.sqrt(core.total() + 1);
            if (share > bestScore) {
                bestScore = share;
                best = core;
            }
            votes += share;
        }
        return best == null || votes < LEAST_SCORE ? Optional.empty() : Optional.of(best.label());
    }

    private double score(Set<String> core, Set<String> message) {
        double score = 0;
        for (String feature : core) {
            if (message.contains(feature)) {
                int labels = weights.get(feature).size();
                score += feature.indexOf(' ') > 0 ? 3.0 / labels : 1.0 / (labels * labels);
            }
        }
        return score;
    }

    private static Set<String> features(String text) {
        String[] words = text.toLowerCase(Locale.ROOT)
                .replaceAll("<[a-z]+>", " | ")
                .replaceAll("[^a-z0-9|]+", " ")
                .strip()
                .split(" ", -1);
        Set<String> features = new HashSet<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("|") || words[i].isEmpty()) {
                continue;
            }
            features.add(words[i]);
            if (i + 1 < words.length && !words[i + 1].equals("|")) {
                features.add(words[i] + " " + words[i + 1]);
            }
        }
        return features;
    }
}

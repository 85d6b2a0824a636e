package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.prompt2model.corpus.Example;

/** See {@link Baselines#nearestNeighbour}; an inverted index, so that an input touches only inputs that it resembles. */
final class NearestNeighbourBaseline extends Baseline {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 4;

    private final List<Example> train;
    private final Map<String, List<Posting>> index = new HashMap<>();

    private record Posting(int example, double weight) {}

    NearestNeighbourBaseline(List<Example> train) {
        super("nearest neighbour baseline", train);
        this.train = train;
        List<Map<String, Integer>> counts = new ArrayList<>();
        Map<String, Integer> documents = new HashMap<>();
        for (Example example : train) {
            Map<String, Integer> nGrams = nGrams(example.input());
            counts.add(nGrams);
            nGrams.keySet().forEach(nGram -> documents.merge(nGram, 1, Integer::sum));
        }
        documents.keySet().forEach(nGram -> index.put(nGram, new ArrayList<>()));
        for (int i = 0; i < counts.size(); i++) {
            int example = i;
            weights(counts.get(i), documents, train.size())
                    .forEach((nGram, weight) -> index.get(nGram).add(new Posting(example, weight)));
        }
    }

    @Override
    Answer answer(String input) {
        Map<String, Integer> documents = new HashMap<>();
        Map<String, Integer> nGrams = nGrams(input);
        nGrams.keySet()
                .forEach(nGram -> documents.put(
                        nGram, index.getOrDefault(nGram, List.of()).size()));
        double[] similarity = new double[train.size()];
        weights(nGrams, documents, train.size()).forEach((nGram, weight) -> {
            for (Posting posting : index.getOrDefault(nGram, List.of())) {
                similarity[posting.example()] += weight * posting.weight();
            }
        });
        int nearest = 0;
        for (int i = 1; i < similarity.length; i++) {
            nearest = similarity[i] > similarity[nearest] ? i : nearest;
        }
        return new Answer(train.get(nearest).output(), Math.min(1, similarity[nearest]));
    }

    private static Map<String, Integer> nGrams(String text) {
        String padded = " " + text.toLowerCase(Locale.ROOT).strip() + " ";
        Map<String, Integer> all = new HashMap<>();
        for (int n = SHORTEST; n <= LONGEST; n++) {
            all.putAll(NGrams.ofCharacters(padded, n));
        }
        return all;
    }

    /** TF x IDF, the vector brought to length 1. */
    private static Map<String, Double> weights(
            Map<String, Integer> counts, Map<String, Integer> documents, int examples) {
        Map<String, Double> weights = new HashMap<>();
        double squares = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double idf = 1 + Math.log((1.0 + examples) / (1.0 + documents.get(entry.getKey())));
            double weight = entry.getValue() * idf;
            weights.put(entry.getKey(), weight);
            squares += weight * weight;
        }
        double length = Math.sqrt(squares);
        weights.replaceAll((nGram, weight) -> weight / length);
        return weights;
    }
}

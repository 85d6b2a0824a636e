package org.prompt2model.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prompt2model.corpus.Example;

/** See {@link Baselines#majority}. */
final class MajorityBaseline extends Baseline {
    private final Answer answer;

    MajorityBaseline(List<Example> train) {
        super("majority baseline", train);
        Map<String, Integer> counts = new TreeMap<>();
        train.forEach(example -> counts.merge(example.output(), 1, Integer::sum));
        Map.Entry<String, Integer> most = null;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (most == null || entry.getValue() > most.getValue()) {
                most = entry;
            }
        }
        answer = new Answer(most.getKey(), (double) most.getValue() / train.size());
    }

    @Override
    Answer answer(String input) {
        return answer;
    }
}

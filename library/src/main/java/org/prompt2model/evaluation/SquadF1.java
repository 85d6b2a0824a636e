package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Mean F1 of the words shared with a reference, as multisets, after SQuAD's normalization; 0 where none is shared. */
final class SquadF1 extends MeanMetric {
    @Override
    public String name() {
        return "squad_f1";
    }

    @Override
    public String settings() {
        return "squad_f1|case:lc|punct:ascii-removed|articles:en-removed|tok:space";
    }

    @Override
    double of(String hypothesis, String reference) {
        List<String> answered = SquadText.words(hypothesis);
        List<String> expected = SquadText.words(reference);
        List<String> left = new ArrayList<>(expected);
        int shared = 0;
        for (String word : answered) {
            shared += left.remove(word) ? 1 : 0;
        }
        if (shared == 0) {
            return 0;
        }
        return 2.0 * shared / (answered.size() + expected.size());
    }
}

package org.prompt2model.evaluation;

import java.util.List;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.Table;

/** What a student has to beat: predictors that learn nothing but the rows they are given. */
public final class Baselines {
    private Baselines() {}

    /**
     * Answers every row with the most frequent output of the training rows, the alphabetically first of several; its
     * confidence is that output's share.
     *
     * @throws Prompt2ModelException if a column is missing or there is no row
     */
    public static Predictor majority(Table train) {
        return new MajorityBaseline(examples(train));
    }

    /**
     * Answers with the output of the most similar training input, the first of several. Similarity is the cosine of
     * TF-IDF vectors of lower-cased character n-grams, orders 2 to 4, and is also the confidence.
     *
     * @throws Prompt2ModelException if a column is missing or there is no row
     */
    public static Predictor nearestNeighbour(Table train) {
        return new NearestNeighbourBaseline(examples(train));
    }

    private static List<Example> examples(Table train) {
        List<Example> examples = DataRows.examples(train);
        if (examples.isEmpty()) {
            throw new Prompt2ModelException(
                    "A baseline needs training rows",
                    "table '" + train.name() + "' has none that are kept",
                    "give the rows that the student is trained on, for example splits.train()");
        }
        return examples;
    }
}

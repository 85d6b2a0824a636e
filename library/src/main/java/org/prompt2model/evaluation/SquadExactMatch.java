package org.prompt2model.evaluation;

/** Share of answers equal to a reference after SQuAD's normalization. */
final class SquadExactMatch extends MeanMetric {
    @Override
    public String name() {
        return "squad_exact_match";
    }

    @Override
    public String settings() {
        return "squad_exact_match|case:lc|punct:ascii-removed|articles:en-removed|space:collapsed";
    }

    @Override
    double of(String hypothesis, String reference) {
        return SquadText.words(hypothesis).equals(SquadText.words(reference)) ? 1 : 0;
    }
}

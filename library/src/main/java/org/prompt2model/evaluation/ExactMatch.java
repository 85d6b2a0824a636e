package org.prompt2model.evaluation;

/** Share of answers equal to a reference, character by character: no case, punctuation or white space is forgiven. */
final class ExactMatch extends MeanMetric {
    @Override
    public String name() {
        return "exact_match";
    }

    @Override
    public String settings() {
        return "exact_match|case:mixed|punct:kept|space:kept";
    }

    @Override
    double of(String hypothesis, String reference) {
        return hypothesis.equals(reference) ? 1 : 0;
    }
}

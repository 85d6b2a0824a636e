package org.prompt2model.evaluation;

/** Share of answers that are the expected label; white space at the ends does not count. */
final class Accuracy extends MeanMetric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String settings() {
        return "accuracy|case:mixed|space:stripped";
    }

    @Override
    double of(String hypothesis, String reference) {
        return hypothesis.strip().equals(reference.strip()) ? 1 : 0;
    }
}

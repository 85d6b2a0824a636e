package org.prompt2model.teacher;

import org.prompt2model.corpus.Prompt2ModelException;

/** A cap in US dollars: before each request its worst case is set against what is left. */
public final class Budget {
    private final double capUsd;
    private double spentUsd;

    /**
     * A budget for one stage.
     *
     * @param capUsd the most to spend; positive infinity for no cap
     */
    public Budget(double capUsd) {
        this.capUsd = capUsd;
    }

    /**
     * Whether the question can be asked without any chance of passing the cap.
     *
     * @throws Prompt2ModelException if there is a cap and the teacher's price is unknown
     */
    public boolean allows(Teacher teacher, Question question) {
        if (Double.isInfinite(capUsd)) {
            return true;
        }
        double worst = teacher.worstCaseUsd(question);
        if (Double.isNaN(worst)) {
            throw new Prompt2ModelException(
                    "A budget of " + capUsd + " US dollars cannot be kept with " + teacher.name(),
                    "the price of this model is not known",
                    "set " + Prices.VARIABLE + " to its US dollars a million tokens, sent and received, for example"
                            + " 0.40,1.60; or leave the budget out");
        }
        return spentUsd + worst <= capUsd;
    }

    /** Adds what a reply cost. */
    public void spend(Reply reply) {
        spentUsd += reply.costUsd();
    }

    /** US dollars spent on this stage, those of an interrupted earlier call included; NaN where a price is unknown. */
    public double spentUsd() {
        return spentUsd;
    }

    /** What is spent, for people: {@code 0.0123 USD}, {@code 0 USD} or {@code unknown}. */
    public String words() {
        return Double.isNaN(spentUsd) ? "unknown" : spentUsd == 0 ? "0 USD" : "%.4f USD".formatted(spentUsd);
    }
}

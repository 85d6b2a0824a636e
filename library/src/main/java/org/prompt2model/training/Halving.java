package org.prompt2model.training;

import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Successive halving (Jamieson and Talwalkar 2016, AISTATS) by the asynchronous rule of Li et al. (2020, "A System for
 * Massively Parallel Hyperparameter Tuning", MLSys): the rungs are the evaluations {@code first}, {@code first * eta},
 * {@code first * eta * eta}, ..., and at each a trial goes on only if it is among the best 1/{@code eta} of those that
 * have reached the rung. Where fewer than {@code eta} have, it goes on.
 *
 * @param eta the share that goes on is 1/{@code eta}; 2 to 100
 * @param first evaluation of the first rung, from 1
 */
public record Halving(int eta, int first) {
    public Halving {
        if (eta < 2 || eta > 100 || first < 1) {
            throw new Prompt2ModelException(
                    "Halving with eta " + eta + " and the first rung at evaluation " + first + " is not possible",
                    "eta must be from 2 to 100, and the first rung at least 1",
                    "start from new Halving(3, 2)");
        }
    }

    boolean isRung(int evaluation) {
        long rung = first;
        while (rung < evaluation) {
            rung *= eta;
        }
        return rung == evaluation;
    }

    /** @param others standings at the same rung of the trials before */
    boolean passes(Trial.Best mine, List<Trial.Best> others) {
        int reached = others.size() + 1;
        long better = others.stream().filter(other -> other.compareTo(mine) > 0).count();
        return reached < eta || better < reached / eta;
    }
}

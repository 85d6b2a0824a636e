package org.prompt2model.teacher;

import org.prompt2model.corpus.Prompt2ModelException;

/**
 * What a stage may use of a teacher. Whatever is reached first ends the stage with what there is.
 *
 * @param usd most US dollars, replies from the journal included; positive infinity for no cap
 * @param tokens most tokens, sent and received together, replies from the journal included; {@link Long#MAX_VALUE} for
 *     no cap
 * @param minutes most minutes of this call; positive infinity for no cap
 */
public record BudgetLimits(double usd, long tokens, double minutes) {
    /** No cap at all. */
    public static final BudgetLimits NONE =
            new BudgetLimits(Double.POSITIVE_INFINITY, Long.MAX_VALUE, Double.POSITIVE_INFINITY);

    /** @throws Prompt2ModelException if a cap is not greater than 0 */
    public BudgetLimits {
        check("budgetUsd", usd);
        check("budgetTokens", (double) tokens);
        check("budgetMinutes", minutes);
    }

    /** With at most this many US dollars. */
    public BudgetLimits usd(double most) {
        return new BudgetLimits(most, tokens, minutes);
    }

    /** With at most this many tokens. */
    public BudgetLimits tokens(long most) {
        return new BudgetLimits(usd, most, minutes);
    }

    /** With at most this many minutes. */
    public BudgetLimits minutes(double most) {
        return new BudgetLimits(usd, tokens, most);
    }

    private static void check(String name, double value) {
        if (!(value > 0)) {
            throw new Prompt2ModelException(
                    "The option " + name + " is " + value, "it must be greater than 0", "for example " + name + "(5)");
        }
    }
}

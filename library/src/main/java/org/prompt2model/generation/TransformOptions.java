package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.teacher.BudgetLimits;
import org.prompt2model.teacher.Teacher;

/**
 * How the rows of another dataset are turned into rows of the task.
 *
 * @param teacher who rewrites them; empty for the environment's
 * @param seed of the choice of rows, and of the requests for providers that take one
 * @param maxRows most rows to rewrite, drawn at random where there are more; the paper takes 3,000
 * @param plan how to rewrite a row, in words; empty to have the teacher write one from five rows
 * @param budget caps in dollars, tokens and minutes; the rows that are left then count as dropped
 */
public record TransformOptions(
        Optional<Teacher> teacher, long seed, int maxRows, Optional<String> plan, BudgetLimits budget) {
    private static final int PAPER_ROWS = 3_000;
    private static final int MOST_ROWS = 1_000_000;

    public TransformOptions {
        Objects.requireNonNull(teacher, "teacher");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(budget, "budget");
        OptionRange.require("maxRows", maxRows, 1, MOST_ROWS, "TransformOptions.defaults().maxRows(3000)");
    }

    /** The paper's 3,000 rows (arXiv 2308.12261), a plan by the teacher (arXiv 2404.14361), no budget. */
    public static TransformOptions defaults() {
        return new TransformOptions(Optional.empty(), 0, PAPER_ROWS, Optional.empty(), BudgetLimits.NONE);
    }

    /** With this teacher. */
    public TransformOptions teacher(Teacher other) {
        return new TransformOptions(Optional.of(other), seed, maxRows, plan, budget);
    }

    /** With this seed. */
    public TransformOptions seed(long other) {
        return new TransformOptions(teacher, other, maxRows, plan, budget);
    }

    /** With at most this many rows. */
    public TransformOptions maxRows(int other) {
        return new TransformOptions(teacher, seed, other, plan, budget);
    }

    /** With this plan in place of the teacher's. */
    public TransformOptions plan(String other) {
        return new TransformOptions(teacher, seed, maxRows, Optional.of(other), budget);
    }

    /** With at most this many US dollars. */
    public TransformOptions budgetUsd(double most) {
        return new TransformOptions(teacher, seed, maxRows, plan, budget.usd(most));
    }

    /** With at most this many tokens, sent and received together. */
    public TransformOptions budgetTokens(long most) {
        return new TransformOptions(teacher, seed, maxRows, plan, budget.tokens(most));
    }

    /** With at most this many minutes. */
    public TransformOptions budgetMinutes(double most) {
        return new TransformOptions(teacher, seed, maxRows, plan, budget.minutes(most));
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seed", seed);
        facts.put("max_rows", maxRows);
        facts.put("plan", plan.orElse("by the teacher"));
        BudgetFacts.put(facts, budget);
        return facts;
    }
}

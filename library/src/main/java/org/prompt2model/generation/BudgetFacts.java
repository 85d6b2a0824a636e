package org.prompt2model.generation;

import java.util.Map;
import org.prompt2model.teacher.BudgetLimits;

/** Budgets as facts of a stage. */
final class BudgetFacts {
    private BudgetFacts() {}

    static void put(Map<String, Object> facts, BudgetLimits limits) {
        facts.put("budget_usd", Double.isInfinite(limits.usd()) ? "none" : limits.usd());
        facts.put("budget_tokens", limits.tokens() == Long.MAX_VALUE ? "none" : limits.tokens());
        facts.put("budget_minutes", Double.isInfinite(limits.minutes()) ? "none" : limits.minutes());
    }
}

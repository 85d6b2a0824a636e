package org.prompt2model.report;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.prompt2model.corpus.Columns;
import org.prompt2model.run.StageRecord;
import tech.tablesaw.api.Table;

/** What a stage paid: its fact {@code cost_usd}, else the sum of its table's column of that name. */
final class Costs {
    private Costs() {}

    /** Dollars paid by this call: empty where nothing tells them, NaN where a price was unknown, 0 for a stored result. */
    static OptionalDouble of(StageRecord record) {
        OptionalDouble told = told(record.facts(), record.result());
        return record.reused() && told.isPresent() ? OptionalDouble.of(0) : told;
    }

    /** A cost for people. */
    static String words(double usd) {
        return Double.isNaN(usd)
                ? "unknown: a price was not known"
                : usd == 0 ? "0 US dollars" : String.format(Locale.ROOT, "%.4f US dollars", usd);
    }

    private static OptionalDouble told(Map<String, Object> facts, Object result) {
        if (facts.get(Columns.COST_USD) instanceof Number cost) {
            return OptionalDouble.of(cost.doubleValue());
        }
        if (result instanceof Table table && table.containsColumn(Columns.COST_USD)) {
            double sum = 0;
            for (double cost : Numbers.of(table, Columns.COST_USD)) {
                sum += cost;
            }
            return OptionalDouble.of(sum);
        }
        return OptionalDouble.empty();
    }
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.CleanRows;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageRecord;
import org.prompt2model.teacher.Exchange;
import org.prompt2model.teacher.Reply;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Where a row comes from: what a teacher was asked, what it replied, how the vote went, which check dropped it, what it
 * cost.
 *
 * @param input of the row
 * @param output of the row
 * @param source of the row: {@code demonstration}, {@code generated}, ...
 * @param facts the row's other columns with their values, such as verdict, reason, votes and cost
 * @param steps the requests behind it, in their order; none for rows that no teacher wrote
 */
public record Lineage(String input, String output, String source, Map<String, String> facts, List<Step> steps) {
    /**
     * One request behind a row.
     *
     * @param key of the request in the journal
     * @param exchange prompt and reply; empty where the run's journal does not hold them, as for a table from another run
     */
    public record Step(String key, Optional<Exchange> exchange) {}

    public Lineage {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        steps = List.copyOf(steps);
    }

    /**
     * Traces a row back. One of a table without journal keys, such as a split, is looked for by its input and output among
     * the tables that the stages of this run have made.
     *
     * @param row number of the row, from 0
     * @throws Prompt2ModelException if there is no such row, or the table has no {@code input} or {@code output}
     */
    public static Lineage of(Table table, int row) {
        DataRows.require(table, "lineage", Columns.INPUT, Columns.OUTPUT);
        if (row < 0 || row >= table.rowCount()) {
            throw new Prompt2ModelException(
                    "The table '" + table.name() + "' has no row " + row,
                    "its rows are numbered from 0 to " + (table.rowCount() - 1),
                    "choose one of these");
        }
        if (table.containsColumn(Columns.JOURNAL)) {
            return traced(table, row);
        }
        String input = DataRows.text(table, Columns.INPUT).get(row);
        String output = DataRows.text(table, Columns.OUTPUT).get(row);
        return written(input, output)
                .orElseGet(() -> new Lineage(input, output, source(table, row), facts(table, row), List.of()));
    }

    /** The row as a teacher wrote it, from the newest table of this run that holds it. */
    private static Optional<Lineage> written(String input, String output) {
        List<StageRecord> records = Run.current().records();
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).result() instanceof Table table && table.containsColumn(Columns.JOURNAL)) {
                for (int row = 0; row < table.rowCount(); row++) {
                    if (input.equals(table.getString(row, Columns.INPUT))
                            && output.equals(table.getString(row, Columns.OUTPUT))) {
                        return Optional.of(traced(table, row));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Lineage traced(Table table, int row) {
        LinkedHashSet<String> keys = new LinkedHashSet<>(
                List.of(table.getString(row, Columns.JOURNAL).strip().split(" +")));
        keys.remove("");
        Map<String, Exchange> exchanges = Exchange.find(Run.current(), keys);
        List<Step> steps = new ArrayList<>();
        keys.forEach(key -> steps.add(new Step(key, Optional.ofNullable(exchanges.get(key)))));
        return new Lineage(
                table.getString(row, Columns.INPUT),
                table.getString(row, Columns.OUTPUT),
                source(table, row),
                facts(table, row),
                steps);
    }

    private static String source(Table table, int row) {
        return table.containsColumn(Columns.SOURCE)
                ? DataRows.text(table, Columns.SOURCE).get(row)
                : CleanRows.GIVEN;
    }

    private static Map<String, String> facts(Table table, int row) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Column<?> column : table.columns()) {
            boolean told = List.of(Columns.INPUT, Columns.OUTPUT, Columns.SOURCE, Columns.JOURNAL)
                    .contains(column.name());
            if (!told && !column.isMissing(row) && !column.getString(row).isBlank()) {
                facts.put(column.name(), column.getString(row));
            }
        }
        return facts;
    }

    /** All of it, for people. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("input: " + input + "\noutput: " + output + "\nsource: " + source + "\n");
        facts.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        if (steps.isEmpty()) {
            text.append("no teacher was asked for this row\n");
        }
        for (Step step : steps) {
            text.append("\n--- request ").append(step.key());
            step.exchange()
                    .ifPresentOrElse(
                            exchange -> append(text, exchange),
                            () -> text.append(" is not in the journal of this run\n"));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Exchange exchange) {
        Reply reply = exchange.reply();
        text.append(String.format(
                Locale.ROOT,
                ", %s, %s, temperature %.2f, %,d + %,d tokens, %s%n%s%n--- reply%n%s%n",
                exchange.teacher(),
                exchange.time(),
                exchange.question().temperature(),
                reply.inputTokens(),
                reply.outputTokens(),
                Double.isNaN(reply.costUsd()) ? "cost unknown" : reply.costUsd() + " USD",
                exchange.question().prompt().strip(),
                Errand.text(reply).isEmpty() ? Errand.trouble(reply) : Errand.text(reply)));
    }
}

package org.prompt2model.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The data rows of several tables put together, one row an input, and the rows that were put aside for it.
 *
 * <p>Put aside are rows with an empty input or output, repeated rows, and rows that contradict another one: where the
 * same input has several outputs, a demonstration's stays (its user wrote it), else the most frequent, else the first.
 *
 * @param rows {@code input}, {@code output}, {@code source}; inputs are distinct
 * @param rejected the same columns and {@code reason}
 */
public record CleanRows(Table rows, Table rejected) {
    /** Value of {@code source} for rows that the user's prompt brought. */
    public static final String DEMONSTRATION = "demonstration";

    /** Value of {@code source} for rows of a table that has no such column. */
    public static final String GIVEN = "given";

    private static final String EMPTY = "input or output is empty";
    private static final String REPEATED = "same input and output as an earlier row";

    /**
     * Puts the kept rows of the tables together.
     *
     * @throws Prompt2ModelException if there is no table, or one has no {@code input} or {@code output}
     */
    public static CleanRows of(List<Table> corpora) {
        if (corpora.isEmpty()) {
            throw new Prompt2ModelException(
                    "There is no table to take rows from", "none was given", "pass one table of data rows or more");
        }
        CleanRows clean = new CleanRows(empty("rows"), empty("rejected"));
        clean.rejected.addColumns(StringColumn.create(Columns.REASON));
        Map<String, List<Row>> byInput = new LinkedHashMap<>();
        for (Table corpus : corpora) {
            for (Row row : read(corpus)) {
                if (row.input.isBlank() || row.output.isBlank()) {
                    clean.reject(row, EMPTY);
                } else {
                    byInput.computeIfAbsent(row.input.strip(), key -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        byInput.values().forEach(clean::choose);
        return clean;
    }

    private void choose(List<Row> sameInput) {
        int best = best(sameInput);
        Row chosen = sameInput.get(best);
        append(rows, chosen);
        for (int number = 0; number < sameInput.size(); number++) {
            Row row = sameInput.get(number);
            if (number != best) {
                boolean same = row.output.strip().equals(chosen.output.strip());
                reject(row, same ? REPEATED : "same input as another row whose output is '" + chosen.output + "'");
            }
        }
    }

    private static int best(List<Row> sameInput) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        sameInput.forEach(row -> votes.merge(row.output.strip(), 1, Integer::sum));
        int best = 0;
        for (int number = 0; number < sameInput.size(); number++) {
            Row row = sameInput.get(number);
            if (row.source.equals(DEMONSTRATION)) {
                return number;
            }
            String leader = sameInput.get(best).output.strip();
            best = votes.get(row.output.strip()) > votes.get(leader) ? number : best;
        }
        return best;
    }

    private void reject(Row row, String reason) {
        append(rejected, row);
        rejected.stringColumn(Columns.REASON).append(reason);
    }

    private static Table empty(String name) {
        return DataRows.of(name, List.of(), GIVEN);
    }

    private static void append(Table table, Row row) {
        table.stringColumn(Columns.INPUT).append(row.input);
        table.stringColumn(Columns.OUTPUT).append(row.output);
        table.stringColumn(Columns.SOURCE).append(row.source);
    }

    private static List<Row> read(Table corpus) {
        DataRows.require(corpus, "Putting data rows together", Columns.INPUT, Columns.OUTPUT);
        Table kept = DataRows.kept(corpus);
        StringColumn input = DataRows.text(kept, Columns.INPUT);
        StringColumn output = DataRows.text(kept, Columns.OUTPUT);
        StringColumn source = kept.containsColumn(Columns.SOURCE) ? DataRows.text(kept, Columns.SOURCE) : null;
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < kept.rowCount(); row++) {
            rows.add(new Row(input.get(row), output.get(row), source == null ? GIVEN : source.get(row)));
        }
        return rows;
    }

    private record Row(String input, String output, String source) {}
}

package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.run.ProgressMeter;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The rows of a dataset that are to be rewritten.
 *
 * @param rows any table
 * @param chosen numbers of the rows to take, in their order
 */
record SourceRows(Table rows, List<Integer> chosen) {
    private static final int SAMPLE_ROWS = 5;
    private static final int ROW_CHARACTERS = 6_000;

    /** All rows, or a draw where there are more than allowed. */
    static SourceRows of(Table rows, int most, long seed) {
        Set<Integer> chosen = new TreeSet<>();
        if (rows.rowCount() <= most) {
            for (int row = 0; row < rows.rowCount(); row++) {
                chosen.add(row);
            }
            return new SourceRows(rows, List.copyOf(chosen));
        }
        ProgressMeter.notice(
                DatasetTransformer.STAGE, most + " of " + rows.rowCount() + " rows are taken, drawn at random");
        SplittableRandom random = new SplittableRandom(seed);
        while (chosen.size() < most) {
            chosen.add(random.nextInt(rows.rowCount()));
        }
        return new SourceRows(rows, List.copyOf(chosen));
    }

    /** The first few as texts. */
    List<String> samples() {
        return chosen.stream().limit(SAMPLE_ROWS).map(this::text).toList();
    }

    /** The dataset's name as its rows tell it ({@code dataset:<name>}), else the table's. */
    String dataset() {
        if (rows.containsColumn(Columns.SOURCE)) {
            String source = DataRows.text(rows, Columns.SOURCE).get(0);
            if (source.startsWith("dataset:")) {
                return source.substring("dataset:".length());
            }
        }
        return rows.name();
    }

    /** A row, {@code column: value} a line; its source and what is missing left out. */
    String text(int row) {
        List<String> lines = new ArrayList<>();
        for (Column<?> column : rows.columns()) {
            if (!column.name().equals(Columns.SOURCE) && !column.isMissing(row)) {
                lines.add(column.name() + ": " + column.getString(row));
            }
        }
        String text = String.join("\n", lines);
        return text.length() > ROW_CHARACTERS ? text.substring(0, ROW_CHARACTERS) + "..." : text;
    }
}

package org.prompt2model.training;

import org.prompt2model.corpus.Columns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The learning curve as it grows. */
final class History {
    private final IntColumn step = IntColumn.create(Columns.STEP);
    private final DoubleColumn epoch = DoubleColumn.create(Columns.EPOCH);
    private final StringColumn split = StringColumn.create(Columns.SPLIT);
    private final StringColumn metric = StringColumn.create(Columns.METRIC);
    private final DoubleColumn value = DoubleColumn.create(Columns.VALUE);
    private final DoubleColumn seconds = DoubleColumn.create(Columns.SECONDS);

    History() {}

    /** Goes on where a table of this form ends. */
    History(Table before) {
        for (Row row : before) {
            Moment moment =
                    new Moment(row.getInt(Columns.STEP), row.getDouble(Columns.EPOCH), row.getDouble(Columns.SECONDS));
            add(moment, row.getString(Columns.SPLIT), row.getString(Columns.METRIC), row.getDouble(Columns.VALUE));
        }
    }

    /** When a figure was taken. */
    record Moment(int step, double epoch, double seconds) {}

    void add(Moment moment, String fromSplit, String ofMetric, double found) {
        step.append(moment.step());
        epoch.append(moment.epoch());
        split.append(fromSplit);
        metric.append(ofMetric);
        value.append(found);
        seconds.append(moment.seconds());
    }

    Table table(String name) {
        return Table.create(name, step.copy(), epoch.copy(), split.copy(), metric.copy(), value.copy(), seconds.copy());
    }
}

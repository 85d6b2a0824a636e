package org.prompt2model.model;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A student that is real in everything but its skill: it answers in capitals, surer of short inputs than of long ones. */
public final class UppercaseStudent implements Student {
    private final String name;
    private final boolean rehearsal;
    private volatile boolean closed;

    public UppercaseStudent(String name, boolean rehearsal) {
        this.name = name;
        this.rehearsal = rehearsal;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String predict(String input) {
        open();
        if (input.equals("fail")) {
            throw new IllegalStateException("asked to fail");
        }
        return input.toUpperCase(Locale.ROOT);
    }

    @Override
    public Table predict(Table rows) {
        DataRows.require(rows, name, Columns.INPUT);
        StringColumn predictions = StringColumn.create(Columns.PREDICTION);
        DoubleColumn confidences = DoubleColumn.create(Columns.CONFIDENCE);
        for (String input : DataRows.text(rows, Columns.INPUT)) {
            predictions.append(predict(input));
            if (input.isEmpty()) {
                confidences.appendMissing();
            } else {
                confidences.append(1.0 / input.length());
            }
        }
        return rows.copy().addColumns(predictions, confidences);
    }

    @Override
    public Table history() {
        open();
        Table history = Table.create(
                "history",
                IntColumn.create(Columns.STEP),
                DoubleColumn.create(Columns.EPOCH),
                StringColumn.create(Columns.SPLIT),
                StringColumn.create(Columns.METRIC),
                DoubleColumn.create(Columns.VALUE),
                DoubleColumn.create(Columns.SECONDS));
        for (int step = 10; step <= 300; step += 10) {
            add(history, step, "train", "loss", 3 * Math.exp(-step / 80.0) + 0.1);
            if (step % 50 == 0) {
                add(history, step, "validation", "loss", 3 * Math.exp(-step / 90.0) + 0.2);
                add(history, step, "validation", "exact_match", 0.95 * (1 - Math.exp(-step / 70.0)));
            }
        }
        return history;
    }

    private static void add(Table history, int step, String split, String metric, double value) {
        history.intColumn(0).append(step);
        history.doubleColumn(1).append(step / 100.0);
        history.stringColumn(2).append(split);
        history.stringColumn(3).append(metric);
        history.doubleColumn(4).append(value);
        history.doubleColumn(5).append(step / 10.0);
    }

    @Override
    public ModelCard card() {
        open();
        return new ModelCard(name, "prompt2model/capitals", "Answer in capitals.", 26, rehearsal, Map.of("seed", "7"));
    }

    @Override
    public Path save(Path folder) {
        return folder;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void open() {
        if (closed) {
            throw new Prompt2ModelException(
                    "The student '" + name + "' is closed", "close() was called", "open it again");
        }
    }
}

package org.prompt2model.evaluation;

import java.util.List;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.run.Fingerprint;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Answers row by row; its text form tells the training rows, so that stored comparisons know it again. */
abstract class Baseline implements Predictor {
    private final String name;
    private final String trainedOn;

    Baseline(String name, List<Example> train) {
        this.name = name;
        this.trainedOn = Fingerprint.of(train.toString());
    }

    /** An output and how sure it is, 0 to 1. */
    record Answer(String output, double confidence) {}

    abstract Answer answer(String input);

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table predict(Table rows) {
        DataRows.require(rows, name, Columns.INPUT);
        StringColumn predictions = StringColumn.create(Columns.PREDICTION);
        DoubleColumn confidences = DoubleColumn.create(Columns.CONFIDENCE);
        for (String input : DataRows.text(rows, Columns.INPUT)) {
            Answer answer = answer(input);
            predictions.append(answer.output());
            confidences.append(answer.confidence());
        }
        Table answered = rows.copy();
        put(answered, predictions);
        put(answered, confidences);
        return answered;
    }

    private static void put(Table table, Column<?> column) {
        if (table.containsColumn(column.name())) {
            table.replaceColumn(column.name(), column);
        } else {
            table.addColumns(column);
        }
    }

    @Override
    public String toString() {
        return name + " of rows " + trainedOn;
    }
}

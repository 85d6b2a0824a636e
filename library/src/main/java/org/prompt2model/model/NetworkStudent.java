package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What students share: card, history, and tables of predictions made batch by batch. */
abstract class NetworkStudent implements Student {
    private static final int BATCH = 64;

    private final ModelCard card;
    private final Table history;

    NetworkStudent(ModelCard card, Table history) {
        this.card = card;
        this.history = history.copy();
    }

    /** An answer and the probability that the model gives it. */
    record Prediction(String text, double confidence) {}

    /** Answers up to {@value #BATCH} inputs of like length. */
    abstract List<Prediction> answer(List<String> inputs);

    @Override
    public final String name() {
        return Rehearsal.label(card.name(), card.rehearsal());
    }

    @Override
    public final ModelCard card() {
        return card;
    }

    @Override
    public final Table history() {
        return history.copy();
    }

    @Override
    public final String predict(String input) {
        return answer(List.of(input)).get(0).text();
    }

    @Override
    public final Table predict(Table rows) {
        return predict(rows, this::answer);
    }

    /** Answers the rows batch by batch. */
    final Table predict(Table rows, Function<List<String>, List<Prediction>> answering) {
        DataRows.require(rows, "predict", Columns.INPUT);
        StringColumn inputs = DataRows.text(rows, Columns.INPUT);
        Prediction[] predictions = new Prediction[rows.rowCount()];
        Integer[] order = new Integer[predictions.length];
        Arrays.setAll(order, i -> i);
        // Rows of like length share a batch, so that little of it is padding.
        Arrays.sort(order, Comparator.comparingInt(i -> inputs.get(i).length()));
        for (int from = 0; from < order.length; from += BATCH) {
            StageInterruptedException.check("predict", "Nothing is kept of predictions; run the cell again.");
            List<String> batch = new ArrayList<>();
            int to = Math.min(order.length, from + BATCH);
            for (int i = from; i < to; i++) {
                batch.add(inputs.get(order[i]));
            }
            List<Prediction> answers = answering.apply(batch);
            for (int i = from; i < to; i++) {
                predictions[order[i]] = answers.get(i - from);
            }
        }
        return with(rows, predictions);
    }

    private Table with(Table rows, Prediction[] predictions) {
        StringColumn text = StringColumn.create(Columns.PREDICTION);
        DoubleColumn confidence = DoubleColumn.create(Columns.CONFIDENCE);
        for (Prediction prediction : predictions) {
            text.append(prediction.text());
            confidence.append(prediction.confidence());
        }
        Table table = rows.copy();
        for (String column : new String[] {Columns.PREDICTION, Columns.CONFIDENCE}) {
            if (table.containsColumn(column)) {
                table.removeColumns(column);
            }
        }
        table.addColumns(text, confidence);
        Rehearsal.name(table, "predict", rows);
        return table.setName(Rehearsal.label(table.name(), card.rehearsal()));
    }

    @Override
    public String toString() {
        return "Student " + name() + " (" + card.baseModel() + ", " + String.format("%,d", card.parameters())
                + " parameters)";
    }
}

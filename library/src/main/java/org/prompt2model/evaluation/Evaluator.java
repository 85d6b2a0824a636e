package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Run;
import org.prompt2model.run.Versions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The stage {@code evaluate}: predictions beside the expected outputs become scores. */
public final class Evaluator {
    private static final String STAGE = "evaluate";

    private Evaluator() {}

    /**
     * Scores predictions. A missing prediction is an empty answer.
     *
     * @param predictions rows with {@value Columns#OUTPUT} and {@value Columns#PREDICTION}; of rows with a verdict the kept ones count
     * @return a row a metric: {@code metric}, {@code score}, {@code low} and {@code high} (95% interval), {@code n},
     *     {@code signature}; scores run to 1, those of chrF and BLEU to 100
     * @throws Prompt2ModelException if a column is missing or there is no row
     */
    public static Table evaluate(Table predictions, EvaluationOptions options) {
        DataRows.require(predictions, STAGE, Columns.OUTPUT, Columns.PREDICTION);
        Table rows = DataRows.kept(predictions);
        if (rows.isEmpty()) {
            throw new Prompt2ModelException(
                    "There are no predictions to evaluate",
                    "table '" + predictions.name() + "' has " + predictions.rowCount() + " rows, none of them kept",
                    "predict a table that has rows first, for example predict(student, splits.test())");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("predictions", Fingerprint.of(rows));
        facts.put("rows", rows.rowCount());
        facts.put("sources", sources(rows));
        facts.put("rehearsal", Rehearsal.marks(predictions));
        facts.put("options", options.toString());
        facts.put("version", Versions.TOOLKIT);
        return Run.current().table(STAGE, facts, () -> {
            StringColumn expected = DataRows.text(rows, Columns.OUTPUT);
            List<Segment> segments = segments(DataRows.text(rows, Columns.PREDICTION), expected);
            Table scores = scores(segments, Metrics.choose(options.metrics(), expected), options);
            return Rehearsal.name(scores, STAGE, predictions);
        });
    }

    /** Where the rows came from, so that scores on hand-written rows are not taken for those on generated ones. */
    private static String sources(Table rows) {
        return rows.containsColumn(Columns.SOURCE)
                ? DataRows.text(rows, Columns.SOURCE).asSet().stream().sorted().collect(Collectors.joining(", "))
                : "not told";
    }

    static List<Segment> segments(StringColumn predictions, StringColumn expected) {
        List<Segment> segments = new ArrayList<>(expected.size());
        for (int row = 0; row < expected.size(); row++) {
            segments.add(Segment.of(predictions.get(row), expected.get(row)));
        }
        return segments;
    }

    private static Table scores(List<Segment> segments, List<Metric> metrics, EvaluationOptions options) {
        StringColumn names = StringColumn.create(Columns.METRIC);
        DoubleColumn scores = DoubleColumn.create(Columns.SCORE);
        DoubleColumn low = DoubleColumn.create(Columns.LOW);
        DoubleColumn high = DoubleColumn.create(Columns.HIGH);
        IntColumn n = IntColumn.create(Columns.N);
        StringColumn signatures = StringColumn.create(Columns.SIGNATURE);
        for (Metric metric : metrics) {
            double[][] rows = metric.statistics(segments);
            Bootstrap.Interval interval =
                    Bootstrap.interval(Bootstrap.scores(metric, rows, options.resamples(), options.seed()));
            names.append(metric.name());
            scores.append(metric.score(Sums.of(rows)));
            low.append(interval.low());
            high.append(interval.high());
            n.append(segments.size());
            signatures.append(metric.settings() + "|bootstrap:" + options.resamples() + "|seed:" + options.seed()
                    + "|version:" + Versions.TOOLKIT);
        }
        return Table.create(STAGE, names, scores, low, high, n, signatures);
    }
}

package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Columns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Grows the table of {@link Comparison} by a row a model. */
final class ComparisonTable {
    private final List<Metric> metrics;
    private final ComparisonOptions options;
    private final StringColumn names = StringColumn.create(Columns.MODEL);
    private final LongColumn parameters = LongColumn.create(Columns.PARAMETERS);
    private final List<DoubleColumn> scores = new ArrayList<>();
    private final DoubleColumn pValue = DoubleColumn.create(Columns.P_VALUE);
    private final DoubleColumn millis = DoubleColumn.create(Columns.MS_PER_EXAMPLE);
    private final DoubleColumn usd = DoubleColumn.create(Columns.USD_PER_1000);
    private double[][] baseline;

    ComparisonTable(List<Metric> metrics, ComparisonOptions options) {
        this.metrics = metrics;
        this.options = options;
        for (Metric metric : metrics) {
            scores.add(DoubleColumn.create(metric.name()));
            scores.add(DoubleColumn.create(metric.name() + "_" + Columns.LOW));
            scores.add(DoubleColumn.create(metric.name() + "_" + Columns.HIGH));
        }
    }

    void add(Answers answers, StringColumn expected) {
        names.append(answers.model().name());
        answers.model().parameters().ifPresentOrElse(parameters::append, parameters::appendMissing);
        List<Segment> segments = Evaluator.segments(answers.predictions(), expected);
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            double[][] rows = metric.statistics(segments);
            EvaluationOptions scoring = options.scoring();
            Bootstrap.Interval interval =
                    Bootstrap.interval(Bootstrap.scores(metric, rows, scoring.resamples(), scoring.seed()));
            scores.get(3 * i).append(metric.score(Sums.of(rows)));
            scores.get(3 * i + 1).append(interval.low());
            scores.get(3 * i + 2).append(interval.high());
            if (i == 0) {
                addPValue(metric, rows);
            }
        }
        millis.append(answers.millisPerRow());
        usd.append(answers.usdPerThousand());
    }

    Table table() {
        Table table = Table.create(Comparison.STAGE, names, parameters);
        scores.forEach(table::addColumns);
        return table.addColumns(pValue, millis, usd);
    }

    private void addPValue(Metric metric, double[][] rows) {
        if (baseline == null) {
            baseline = rows;
            pValue.appendMissing();
            return;
        }
        long seed = options.scoring().seed();
        pValue.append(
                switch (options.test()) {
                    case PAIRED_BOOTSTRAP ->
                        Significance.pairedBootstrap(metric, baseline, rows, options.trials(), seed);
                    case APPROXIMATE_RANDOMIZATION ->
                        Significance.approximateRandomization(metric, baseline, rows, options.trials(), seed);
                });
    }
}

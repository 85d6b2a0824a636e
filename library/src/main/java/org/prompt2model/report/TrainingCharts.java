package org.prompt2model.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Charts of a training and of a search for hyper-parameters. */
final class TrainingCharts {
    private static final String LOSS = "loss";
    private static final int MOST_SERIES = 6;
    private static final double MARGIN = 0.05;

    private TrainingCharts() {}

    private record Curve(List<Double> steps, List<Double> values) {}

    /** Losses on the left axis; on the right one, from 0 to 1, the validation metrics. */
    static Chart<?, ?> learningCurve(Table history) {
        Map<String, Curve> losses = new LinkedHashMap<>();
        Map<String, Curve> scores = new LinkedHashMap<>();
        StringColumn splits = DataRows.text(history, Columns.SPLIT);
        StringColumn metrics = DataRows.text(history, Columns.METRIC);
        double[] steps = Numbers.of(history, Columns.STEP);
        double[] values = Numbers.of(history, Columns.VALUE);
        for (int row = 0; row < values.length; row++) {
            String name = splits.get(row) + " " + metrics.get(row);
            boolean loss = metrics.get(row).contains(LOSS);
            if (!Double.isNaN(values[row]) && (loss || !splits.get(row).equals("train"))) {
                Curve curve = (loss ? losses : scores)
                        .computeIfAbsent(name, key -> new Curve(new ArrayList<>(), new ArrayList<>()));
                curve.steps().add(steps[row]);
                curve.values().add(values[row]);
            }
        }
        String title = history.name() == null || history.name().isBlank()
                ? "Learning curve"
                : ChartStyle.title(history.name(), "");
        XYChart chart = ChartStyle.lines(title, "optimizer step", LOSS, ChartStyle.HEIGHT);
        int color = 0;
        for (Map.Entry<String, Curve> loss : limited(losses)) {
            add(chart, loss.getKey(), loss.getValue(), color++).setMarker(SeriesMarkers.NONE);
        }
        for (Map.Entry<String, Curve> score : limited(scores)) {
            addScore(chart, score, color++, losses.isEmpty() ? 0 : 1);
        }
        if (losses.isEmpty()) {
            chart.setYAxisTitle("validation score");
        } else {
            chart.getStyler().setYAxisMin(0, 0.0);
        }
        return chart;
    }

    private static void addScore(XYChart chart, Map.Entry<String, Curve> score, int color, int axis) {
        boolean percent = score.getValue().values().stream().anyMatch(value -> value > 1);
        Curve scaled = new Curve(
                score.getValue().steps(),
                score.getValue().values().stream()
                        .map(value -> percent ? value / 100 : value)
                        .toList());
        add(chart, score.getKey() + (percent ? " / 100" : ""), scaled, color).setYAxisGroup(axis);
        chart.getStyler().setYAxisMin(axis, 0.0).setYAxisMax(axis, 1.0);
        if (axis == 1) {
            chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
            chart.setYAxisGroupTitle(1, "validation score");
        }
    }

    private static List<Map.Entry<String, Curve>> limited(Map<String, Curve> curves) {
        return curves.entrySet().stream().limit(MOST_SERIES).toList();
    }

    private static XYSeries add(XYChart chart, String name, Curve curve, int number) {
        XYSeries series = chart.addSeries(name, curve.steps(), curve.values());
        Color color = ChartStyle.color(number);
        series.setMarkerColor(color);
        series.setMarker(ChartStyle.marker(number));
        series.setLineColor(color);
        series.setLineWidth(2);
        return series;
    }

    /** Each trial's value, those stopped early apart, and the best one so far, whichever way is better being told by the metric's name. */
    static Chart<?, ?> trials(Table table) {
        double[] trials = Numbers.of(table, Columns.TRIAL);
        double[] values = Numbers.of(table, Columns.VALUE);
        String metric = table.containsColumn(Columns.METRIC)
                ? DataRows.text(table, Columns.METRIC).get(0)
                : Columns.VALUE;
        boolean lowerIsBetter = metric.contains(LOSS);
        Curve each = new Curve(new ArrayList<>(), new ArrayList<>());
        Curve stopped = new Curve(new ArrayList<>(), new ArrayList<>());
        Curve best = new Curve(new ArrayList<>(), new ArrayList<>());
        double leader = Double.NaN;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                Curve points = isStopped(table, row) ? stopped : each;
                points.steps().add(trials[row]);
                points.values().add(values[row]);
                leader = Double.isNaN(leader) || (values[row] < leader) == lowerIsBetter ? values[row] : leader;
                best.steps().add(trials[row]);
                best.values().add(leader);
            }
        }
        int failed = values.length - best.values().size();
        String without = failed == 0 ? "" : ", " + failed + " without a value";
        XYChart chart = ChartStyle.lines(
                DataCharts.titled(table, values.length + " trials" + without), "trial", metric, ChartStyle.HEIGHT);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(values.length + 1.0);
        // XChart draws no ticks at all where both ends of the axis are written alike.
        chart.getStyler()
                .setXAxisTickLabelsFormattingFunction(x -> x < 0.5
                        ? ""
                        : x > values.length || Math.abs(x - Math.rint(x)) > 1e-6 ? " " : String.valueOf(Math.round(x)));
        if (!best.values().isEmpty() && !lowerIsBetter) {
            // A score's axis stays within its scale, and has a length where all trials score alike.
            double least = Arrays.stream(values)
                    .filter(value -> !Double.isNaN(value))
                    .min()
                    .orElse(0);
            chart.getStyler().setYAxisMin(Math.max(0, least - MARGIN));
            chart.getStyler().setYAxisMax(Collections.max(best.values()) + MARGIN);
        }
        if (!best.values().isEmpty()) {
            XYSeries leaders = add(chart, "best so far", best, 1);
            leaders.setMarker(SeriesMarkers.NONE);
            leaders.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
        }
        scatter(chart, "trial", each, 0);
        scatter(chart, "stopped early", stopped, 2);
        return chart;
    }

    private static void scatter(XYChart chart, String name, Curve points, int color) {
        if (!points.values().isEmpty()) {
            add(chart, name, points, color).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        }
    }

    private static boolean isStopped(Table table, int row) {
        return table.containsColumn(Columns.STATUS)
                && DataRows.text(table, Columns.STATUS).get(row).startsWith("stopped");
    }
}

package org.prompt2model.report;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.evaluation.Metrics;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Scores as points with their intervals, a row a metric. All run from 0 to 1: metrics of 0 to 100 are divided by 100, and
 * their labels say so.
 */
final class ScoreCharts {
    private static final int MOST_MODELS = 6;
    private static final int ROW_HEIGHT = 44;
    private static final int OTHER_HEIGHT = 128;
    // XChart widens the distance of ticks, until none is left, where a label is longer.
    private static final int LONGEST_LABEL = 20;

    private ScoreCharts() {}

    private record Score(double value, double low, double high) {}

    static Chart<?, ?> evaluation(Table table) {
        StringColumn names = DataRows.text(table, Columns.METRIC);
        double[] values = Numbers.of(table, Columns.SCORE);
        double[] low = Numbers.of(table, Columns.LOW);
        double[] high = Numbers.of(table, Columns.HIGH);
        List<String> labels = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            double unit = unit(names.get(row));
            labels.add(label(names.get(row)));
            scores.add(new Score(values[row] / unit, low[row] / unit, high[row] / unit));
        }
        XYChart chart = forest(DataCharts.titled(table, "scores with 95% intervals"), labels);
        add(chart, "score", 0, 0, scores);
        for (int row = 0; row < scores.size(); row++) {
            double value = scores.get(row).value();
            double above = scores.size() - 1 - row + 0.28;
            chart.addAnnotation(new AnnotationText(String.format("%.3f", value), value, above, false));
        }
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    static Chart<?, ?> comparison(Table table) {
        List<String> metrics = metrics(table);
        StringColumn models = DataRows.text(table, Columns.MODEL);
        int shown = Math.min(MOST_MODELS, table.rowCount());
        XYChart chart = forest(
                DataCharts.titled(table, "scores with 95% intervals"),
                metrics.stream().map(ScoreCharts::label).toList());
        for (int model = 0; model < shown; model++) {
            List<Score> scores = new ArrayList<>();
            for (String metric : metrics) {
                double unit = unit(metric);
                scores.add(new Score(
                        Numbers.at(table.column(metric), model) / unit,
                        Numbers.at(table.column(metric + "_" + Columns.LOW), model) / unit,
                        Numbers.at(table.column(metric + "_" + Columns.HIGH), model) / unit));
            }
            double offset = shown == 1 ? 0 : 0.6 * ((shown - 1) / 2.0 - model) / (shown - 1);
            add(chart, ChartStyle.shorten(models.get(model), 34), model, offset, scores);
        }
        return chart;
    }

    private static List<String> metrics(Table table) {
        return table.columnNames().stream()
                .filter(name -> table.containsColumn(name + "_" + Columns.LOW)
                        && table.containsColumn(name + "_" + Columns.HIGH))
                .toList();
    }

    /** An empty chart with a labelled row for each score, the first on top. */
    private static XYChart forest(String title, List<String> labels) {
        int rows = labels.size();
        int space = Math.max(150, ROW_HEIGHT * rows);
        XYChart chart = ChartStyle.lines(title, "score, 0 to 1", "", space + OTHER_HEIGHT);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(-0.5).setYAxisMax(rows - 0.5);
        chart.getStyler().setYAxisTitleVisible(false).setXAxisDecimalPattern("0.0");
        // The tick calculator takes the first round step above 0.75 of this hint, and that has to be one row.
        chart.getStyler().setYAxisTickMarkSpacingHint((int) (1.05 * space / rows));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(y -> {
            long row = rows - 1 - Math.round(y);
            boolean here = Math.abs(y - Math.rint(y)) < 1e-6 && row >= 0 && row < rows;
            // XChart draws no ticks at all where both ends of the axis are written alike.
            return here ? labels.get((int) row) : y < 0 ? "" : " ";
        });
        return chart;
    }

    private static void add(XYChart chart, String name, int number, double offset, List<Score> scores) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int row = 0; row < scores.size(); row++) {
            Score score = scores.get(row);
            double height = scores.size() - 1 - row + offset;
            x.add(score.value());
            y.add(height);
            XYSeries interval = chart.addSeries(
                    name + " interval " + row, new double[] {score.low(), score.high()}, new double[] {height, height});
            interval.setMarker(SeriesMarkers.NONE);
            interval.setLineColor(ChartStyle.color(number));
            interval.setLineStyle(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            interval.setShowInLegend(false);
        }
        XYSeries points = chart.addSeries(name, x, y);
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarker(ChartStyle.marker(number));
        points.setMarkerColor(ChartStyle.color(number));
    }

    private static double unit(String metric) {
        return Metrics.names().contains(metric) ? Metrics.named(metric).maximum() : 1;
    }

    private static String label(String metric) {
        String label = unit(metric) == 1 ? metric : metric + " / " + (int) unit(metric);
        return ChartStyle.shorten(label, LONGEST_LABEL);
    }
}

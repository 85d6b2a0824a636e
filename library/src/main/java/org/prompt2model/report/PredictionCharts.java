package org.prompt2model.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Charts of predictions. */
final class PredictionCharts {
    private static final int BINS = 10;

    private PredictionCharts() {}

    /** How sure the model was, right and wrong answers apart where the expected output is known. */
    static Chart<?, ?> confidence(Table table) {
        double[] confidence = table.containsColumn(Columns.CONFIDENCE)
                ? Numbers.of(table, Columns.CONFIDENCE)
                : nothing(table.rowCount());
        boolean judged = table.containsColumn(Columns.OUTPUT);
        double[] right = nothing(table.rowCount());
        double[] wrong = nothing(table.rowCount());
        int rightAnswers = 0;
        StringColumn predictions = DataRows.text(table, Columns.PREDICTION);
        for (int row = 0; row < table.rowCount(); row++) {
            boolean match = !judged
                    || predictions
                            .get(row)
                            .equals(DataRows.text(table, Columns.OUTPUT).get(row));
            rightAnswers += match ? 1 : 0;
            (match ? right : wrong)[row] = confidence[row];
        }
        String share = judged ? String.format(", %,d of %,d right", rightAnswers, table.rowCount()) : "";
        if (Numbers.all(confidence, value -> false)) {
            return answers(DataCharts.titled(table, "answers" + share), judged, rightAnswers, table.rowCount());
        }
        CategoryChart chart =
                ChartStyle.columns(DataCharts.titled(table, "confidence" + share), "confidence of the answer", "rows");
        chart.addSeries(judged ? "right" : "answers", bins(), Numbers.histogram(right, 1.0 / BINS, BINS))
                .setFillColor(ChartStyle.BLUE);
        if (judged) {
            chart.addSeries("wrong", bins(), Numbers.histogram(wrong, 1.0 / BINS, BINS))
                    .setFillColor(ChartStyle.VERMILION);
        }
        chart.getStyler().setStacked(true).setLegendVisible(judged);
        return chart;
    }

    private static Chart<?, ?> answers(String title, boolean judged, int right, int rows) {
        CategoryChart chart = ChartStyle.columns(title, "the model tells no confidence", "rows");
        chart.addSeries(
                "rows",
                judged ? List.of("right", "wrong") : List.of("answers"),
                judged ? List.of(right, rows - right) : List.of(rows));
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static List<String> bins() {
        List<String> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(String.format("%.1f–%.1f", bin / 10.0, (bin + 1) / 10.0));
        }
        return bins;
    }

    private static double[] nothing(int rows) {
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}

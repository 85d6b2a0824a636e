package org.prompt2model.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.evaluation.Outputs;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Charts of data rows, of generated rows with their verdicts, and of rankings. */
final class DataCharts {
    private static final int BINS = 12;
    private static final int MOST_BARS = 12;
    private static final int MOST_SOURCES = 6;
    private static final int LABEL = 40;
    /** Room behind the longest bar for its figure. */
    private static final double ROOM = 1.12;

    private DataCharts() {}

    /** Rows a label where outputs are few, else lengths; a series a source where there are several. */
    static Chart<?, ?> rows(Table table) {
        StringColumn outputs = DataRows.text(table, Columns.OUTPUT);
        return Outputs.few(outputs) ? labels(table, outputs) : lengths(table);
    }

    private static Chart<?, ?> labels(Table table, StringColumn outputs) {
        Map<String, Integer> places = new TreeMap<>();
        outputs.forEach(output -> places.put(output.strip(), 0));
        List<String> labels = new ArrayList<>(places.keySet());
        labels.forEach(label -> places.put(label, labels.indexOf(label)));
        Map<String, int[]> counts = new LinkedHashMap<>();
        List<String> sources = sources(table);
        for (int row = 0; row < table.rowCount(); row++) {
            counts.computeIfAbsent(sources.get(row), source -> new int[labels.size()])[
                    places.get(outputs.get(row).strip())]++;
        }
        CategoryChart chart = ChartStyle.columns(titled(table, "rows a label"), "output", "rows");
        chart.getStyler().setStacked(true).setXAxisLabelRotation(labels.size() > 6 ? 30 : 0);
        List<String> shown =
                labels.stream().map(label -> ChartStyle.shorten(label, 18)).toList();
        counts.forEach((source, perLabel) -> {
            List<Integer> values = new ArrayList<>();
            for (int count : perLabel) {
                values.add(count);
            }
            chart.addSeries(ChartStyle.shorten(source, LABEL), unique(shown), values);
        });
        chart.getStyler().setLegendVisible(counts.size() > 1);
        return chart;
    }

    private static Chart<?, ?> lengths(Table table) {
        Map<String, double[]> series = new LinkedHashMap<>();
        List<String> sources = sources(table);
        if (sources.stream().distinct().count() > 1) {
            sources.stream()
                    .distinct()
                    .forEach(source -> series.put(source, lengths(table, Columns.INPUT, sources, source)));
        } else {
            series.put(Columns.INPUT, lengths(table, Columns.INPUT, sources, sources.get(0)));
            series.put(Columns.OUTPUT, lengths(table, Columns.OUTPUT, sources, sources.get(0)));
        }
        double longest =
                series.values().stream().mapToDouble(Numbers::max).max().orElse(0);
        int width = Math.max(1, (int) Math.ceil((longest + 1) / BINS));
        List<String> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(width == 1 ? "" + bin : bin * width + "–" + ((bin + 1) * width - 1));
        }
        String of = series.containsKey(Columns.OUTPUT) ? "" : "input ";
        CategoryChart chart = ChartStyle.columns(titled(table, of + "lengths"), "characters", "rows");
        series.forEach((name, values) ->
                chart.addSeries(ChartStyle.shorten(name, LABEL), bins, Numbers.histogram(values, width, BINS)));
        chart.getStyler().setStacked(!series.containsKey(Columns.OUTPUT));
        return chart;
    }

    private static double[] lengths(Table table, String column, List<String> sources, String source) {
        StringColumn texts = DataRows.text(table, column);
        double[] lengths = new double[table.rowCount()];
        for (int row = 0; row < lengths.length; row++) {
            String text = texts.get(row);
            lengths[row] = sources.get(row).equals(source) ? text.codePointCount(0, text.length()) : Double.NaN;
        }
        return lengths;
    }

    /** The source of each row; the least frequent ones beyond a handful together. */
    private static List<String> sources(Table table) {
        if (!table.containsColumn(Columns.SOURCE)) {
            return Collections.nCopies(table.rowCount(), "rows");
        }
        List<String> sources =
                new ArrayList<>(DataRows.text(table, Columns.SOURCE).asList());
        List<String> most =
                mostFrequent(sources).keySet().stream().limit(MOST_SOURCES).toList();
        sources.replaceAll(source -> most.contains(source) ? source : "other sources");
        return sources;
    }

    /** How many rows were kept, and for which reasons the others were dropped. */
    static Chart<?, ?> verdicts(Table table) {
        StringColumn verdicts = DataRows.text(table, Columns.VERDICT);
        StringColumn reasons = DataRows.text(table, Columns.REASON);
        List<String> outcomes = new ArrayList<>();
        int kept = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            boolean keep = Columns.KEPT.equals(verdicts.get(row));
            kept += keep ? 1 : 0;
            outcomes.add(keep ? Columns.KEPT : "dropped: " + outline(reasons.get(row)));
        }
        String agreement = "";
        if (table.containsColumn(Columns.AGREEMENT)) {
            double[] shares = Numbers.of(table, Columns.AGREEMENT);
            agreement = String.format(" (votes agree by %.2f on average)", mean(shares));
        }
        String title = titled(table, String.format("%,d of %,d kept", kept, table.rowCount()));
        Map<String, Integer> counts = mostFrequent(outcomes);
        counts.keySet().retainAll(counts.keySet().stream().limit(MOST_BARS).toList());
        return bars(title, "rows" + agreement, new ArrayList<>(counts.keySet()), new ArrayList<>(counts.values()));
    }

    /** Reasons quote what was wrong with their row; what stands before the quotation is what they share. */
    private static String outline(String reason) {
        String shared = reason.split("( of row)?\\s*([:('\"“]|\\d)", 2)[0].strip();
        return shared.isEmpty() ? reason : shared;
    }

    /** A bar a dataset or model, best first. */
    static Chart<?, ?> ranking(Table table, String nameColumn) {
        StringColumn names = DataRows.text(table, nameColumn);
        double[] scores = Numbers.of(table, Columns.SCORE);
        List<String> labels = new ArrayList<>();
        List<Number> values = new ArrayList<>();
        for (int row = 0; row < Math.min(MOST_BARS, table.rowCount()); row++) {
            labels.add(names.get(row));
            values.add(Double.isNaN(scores[row]) ? 0 : scores[row]);
        }
        return bars(titled(table, "scores in order of rank"), Columns.SCORE, labels, values);
    }

    private static Chart<?, ?> bars(String title, String unit, List<String> labels, List<? extends Number> values) {
        List<String> shown = new ArrayList<>(unique(
                labels.stream().map(label -> ChartStyle.shorten(label, LABEL)).toList()));
        List<Number> lengths = new ArrayList<>(values);
        HorizontalBarChart chart = ChartStyle.bars(title, unit, shown.size());
        chart.addSeries(unit, lengths, shown);
        double longest = lengths.stream().mapToDouble(Number::doubleValue).max().orElse(0);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(longest == 0 ? 1 : longest * ROOM);
        chart.getStyler().setXAxisDecimalPattern("#,##0.##");
        return chart;
    }

    private static List<String> unique(List<String> labels) {
        List<String> unique = new ArrayList<>();
        for (String label : labels) {
            String next = label.isEmpty() ? "(empty)" : label;
            while (unique.contains(next)) {
                next = next + "\u200b";
            }
            unique.add(next);
        }
        return unique;
    }

    private static Map<String, Integer> mostFrequent(List<String> values) {
        Map<String, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static double mean(double[] values) {
        double sum = 0;
        int n = 0;
        for (double value : values) {
            sum += Double.isNaN(value) ? 0 : value;
            n += Double.isNaN(value) ? 0 : 1;
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    static String titled(Table table, String what) {
        return ChartStyle.title(table.name() == null ? "table" : table.name(), ": " + what);
    }
}

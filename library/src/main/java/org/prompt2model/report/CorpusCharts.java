package org.prompt2model.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.evaluation.Corpus;
import org.prompt2model.evaluation.Outputs;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Charts that hold corpora against each other: generated, retrieved and demonstrated rows, say. */
final class CorpusCharts {
    private static final int BINS = 12;
    private static final int MOST_CORPORA = 6;
    private static final int LABEL = 34;
    /** A column that ends with the plot looks as if it were cut. */
    private static final double HEADROOM = 1.1;

    private static final String SELF_BLEU = "self_bleu";

    private CorpusCharts() {}

    /** The figures of {@code diversity} that run from 0, all alike, to 1, as varied as can be. */
    static Chart<?, ?> diversity(Table table) {
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (String name : List.of("distinct_1", "distinct_2", "distinct_3", "label_balance", "coverage")) {
            if (table.containsColumn(name)) {
                figures.put(name, Numbers.of(table, name));
            }
        }
        if (table.containsColumn(SELF_BLEU)) {
            double[] unlike = Numbers.of(table, SELF_BLEU);
            for (int i = 0; i < unlike.length; i++) {
                unlike[i] = 1 - unlike[i] / 100;
            }
            figures.put("1 - self_bleu / 100", unlike);
        }
        figures.values().removeIf(values -> Numbers.all(values, present -> false));
        CategoryChart chart =
                ChartStyle.columns(DataCharts.titled(table, "the higher, the more varied"), "figure", "0 to 1");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(HEADROOM);
        StringColumn names = DataRows.text(table, Columns.CORPUS);
        for (int row = 0; row < Math.min(MOST_CORPORA, table.rowCount()); row++) {
            List<Double> values = new ArrayList<>();
            for (double[] figure : figures.values()) {
                // A bar of no height where a figure is missing: XChart draws series of equal length only.
                values.add(Double.isNaN(figure[row]) ? 0 : figure[row]);
            }
            chart.addSeries(series(names.get(row), row), new ArrayList<>(figures.keySet()), values);
        }
        return chart;
    }

    /** Shares of the rows by label where all outputs are few, else by length: a column a corpus. */
    static Chart<?, ?> rows(List<Table> tables) {
        List<Corpus> corpora =
                Corpus.of(tables, "a chart").stream().limit(MOST_CORPORA).toList();
        boolean few = corpora.stream()
                        .allMatch(corpus -> Outputs.few(StringColumn.create(Columns.OUTPUT, corpus.outputs()))
                                || corpus.outputs().size() < 2 * Outputs.MOST_LABELS)
                && corpora.stream()
                        .anyMatch(corpus -> Outputs.few(StringColumn.create(Columns.OUTPUT, corpus.outputs())));
        boolean rehearsal = tables.stream().anyMatch(Rehearsal::marks);
        return few ? labels(corpora, rehearsal) : lengths(corpora, rehearsal);
    }

    private static Chart<?, ?> labels(List<Corpus> corpora, boolean rehearsal) {
        TreeSet<String> labels = new TreeSet<>();
        corpora.forEach(corpus -> labels.addAll(corpus.outputs()));
        List<String> order = List.copyOf(labels);
        CategoryChart chart = shares(corpora, rehearsal, "output", order, corpus -> {
            double[] counts = new double[order.size()];
            corpus.outputs().forEach(output -> counts[order.indexOf(output)]++);
            return counts;
        });
        chart.getStyler().setXAxisLabelRotation(order.size() > 6 ? 30 : 0);
        return chart;
    }

    private static Chart<?, ?> lengths(List<Corpus> corpora, boolean rehearsal) {
        int longest = corpora.stream()
                .flatMap(corpus -> corpus.inputs().stream())
                .mapToInt(CorpusCharts::length)
                .max()
                .orElse(0);
        int width = Math.max(1, (longest + BINS) / BINS);
        List<String> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(width == 1 ? "" + bin : bin * width + "–" + ((bin + 1) * width - 1));
        }
        return shares(corpora, rehearsal, "input length, characters", bins, corpus -> {
            double[] counts = new double[BINS];
            corpus.inputs().forEach(input -> counts[length(input) / width]++);
            return counts;
        });
    }

    private static CategoryChart shares(
            List<Corpus> corpora, boolean rehearsal, String x, List<String> places, Function<Corpus, double[]> counts) {
        String what = Rehearsal.label("Rows compared", rehearsal);
        CategoryChart chart = ChartStyle.columns(ChartStyle.title(what, ": share of each"), x, "share of rows, %");
        double highest = 0;
        for (int i = 0; i < corpora.size(); i++) {
            Corpus corpus = corpora.get(i);
            List<Double> values = new ArrayList<>();
            for (double count : counts.apply(corpus)) {
                values.add(100 * count / corpus.inputs().size());
            }
            chart.addSeries(series(corpus.name(), i), shortened(places), values);
            highest = Math.max(highest, Collections.max(values));
        }
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(HEADROOM * highest);
        return chart;
    }

    private static List<String> shortened(List<String> places) {
        List<String> shown = new ArrayList<>();
        places.forEach(place -> {
            String label = place.isEmpty() ? "(empty)" : ChartStyle.shorten(place, 18);
            shown.add(shown.contains(label) ? label + "\u200b" : label);
        });
        return shown;
    }

    /** Names that differ in their middle alone would be cut to the same. */
    private static String series(String name, int number) {
        String shown = ChartStyle.shorten(name, LABEL);
        return shown.equals(name) ? name : shown + " (" + (number + 1) + ")";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

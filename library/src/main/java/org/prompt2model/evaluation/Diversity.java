package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.NearDuplicateIndex;
import org.prompt2model.corpus.NearDuplicates;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The stage {@code diversity}: how varied the inputs of data rows are, and how their outputs are spread. */
public final class Diversity {
    private static final String STAGE = "diversity";
    private static final int ORDERS = 3;
    /** Corpora with fewer rows do not lower the size of the samples of the others. */
    private static final int FEW = 100;

    private final List<Corpus> corpora;
    private final DiversityOptions options;
    private final Table table;

    private Diversity(List<Corpus> corpora, DiversityOptions options) {
        this.corpora = corpora;
        this.options = options;
        this.table = Table.create(
                STAGE,
                StringColumn.create(Columns.CORPUS),
                IntColumn.create(Columns.ROWS),
                IntColumn.create("sampled"));
    }

    /**
     * Measures tables of data rows, of which the kept rows count. Of several tables each is a corpus; of one table, each
     * {@code source} in it.
     *
     * @return a row a corpus: {@code corpus}; {@code rows}; {@code sampled}, how many of them texts were compared on;
     *     {@code distinct_1} to {@code distinct_3}, different n-grams of words as a share of the sample's, 0 to 1 (Li and
     *     others 2016, <a href="https://arxiv.org/abs/1510.03055">arXiv 1510.03055</a>, who divide by the number of words
     *     for every n); {@code self_bleu}, 0 to 100, the less the more varied; {@code length_mean}, {@code length_sd},
     *     {@code length_p05}, {@code length_p50} and {@code length_p95} of inputs in characters; {@code outputs}, different
     *     ones; {@code label_balance}, where outputs are few, their entropy as a share of that of equally many of each, 0
     *     to 1; {@code coverage}, the share of the clusters of all corpora's inputs that it has a row in, 0 to 1; {@code
     *     overlap}, the share of its inputs that nearly repeat one of the first corpus, 0 to 1, missing for the first
     *     itself
     * @throws Prompt2ModelException if there is no table, or one has no {@code input}, no {@code output} or no rows
     */
    public static Table measure(List<Table> tables, DiversityOptions options) {
        List<Corpus> corpora = Corpus.of(tables, STAGE);
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Table table : tables) {
            facts.put("rows of " + (facts.size() + 1), Fingerprint.of(table));
        }
        facts.put("sample", options.sample());
        facts.put("clusters", options.clusters());
        facts.put("seed", options.seed());
        return Run.current().call(STAGE, facts, () -> {
            Table measured = new Diversity(corpora, options).measured();
            return measured.setName(Rehearsal.label(STAGE, tables.stream().anyMatch(Rehearsal::marks)));
        });
    }

    private Table measured() {
        List<List<String>> samples = samples();
        for (int i = 0; i < corpora.size(); i++) {
            table.stringColumn(Columns.CORPUS).append(corpora.get(i).name());
            table.intColumn(Columns.ROWS).append(corpora.get(i).inputs().size());
            table.intColumn("sampled").append(samples.get(i).size());
        }
        for (int n = 1; n <= ORDERS; n++) {
            add("distinct_" + n, distinct(samples, n));
        }
        add("self_bleu", samples.stream().mapToDouble(SelfBleu::of));
        addLengths();
        add("outputs", corpora.stream().mapToDouble(corpus -> new HashSet<>(corpus.outputs()).size()));
        add("label_balance", balances());
        double[] coverage = new double[corpora.size()];
        Arrays.fill(coverage, Double.NaN);
        add(
                "coverage",
                Arrays.stream(
                        options.clusters() == 0 ? coverage : Coverage.of(samples, options.clusters(), options.seed())));
        add("overlap", Arrays.stream(overlaps()));
        return table;
    }

    private void add(String name, DoubleStream values) {
        StageInterruptedException.check(STAGE, "Nothing is kept of it; run the cell again.");
        table.addColumns(DoubleColumn.create(name, values.toArray()));
    }

    /** Rows drawn at random without repetition, equally many of each corpus that has enough. */
    private List<List<String>> samples() {
        int size = corpora.stream()
                .mapToInt(corpus -> corpus.inputs().size())
                .filter(rows -> rows >= FEW)
                .min()
                .orElse(Integer.MAX_VALUE);
        int most = Math.min(size, options.sample());
        return corpora.stream()
                .map(corpus -> {
                    List<String> inputs = new ArrayList<>(corpus.inputs());
                    Collections.shuffle(inputs, new Random(options.seed()));
                    return List.copyOf(inputs.subList(0, Math.min(most, inputs.size())));
                })
                .toList();
    }

    /**
     * Of each sample, on as many n-grams as the sample with the fewest has: the share of different ones falls with their
     * number, so longer texts would seem less varied (Liu and others 2022, arXiv 2202.13587).
     */
    private DoubleStream distinct(List<List<String>> samples, int order) {
        List<List<String>> nGrams =
                samples.stream().map(sample -> nGrams(sample, order)).toList();
        int fewest = IntStream.range(0, samples.size())
                .filter(corpus -> samples.get(corpus).size() >= FEW)
                .map(corpus -> nGrams.get(corpus).size())
                .min()
                .orElse(Integer.MAX_VALUE);
        return nGrams.stream().mapToDouble(all -> {
            List<String> taken = all.subList(0, Math.min(all.size(), fewest));
            return (double) new HashSet<>(taken).size() / taken.size();
        });
    }

    private static List<String> nGrams(List<String> texts, int order) {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            List<String> words = Bleu.tokens(text.toLowerCase(Locale.ROOT));
            for (int start = 0; start + order <= words.size(); start++) {
                all.add(String.join(" ", words.subList(start, start + order)));
            }
        }
        return all;
    }

    private void addLengths() {
        List<double[]> lengths = corpora.stream()
                .map(corpus -> corpus.inputs().stream()
                        .mapToDouble(text -> text.codePointCount(0, text.length()))
                        .sorted()
                        .toArray())
                .toList();
        add("length_mean", lengths.stream().mapToDouble(sorted -> Arrays.stream(sorted)
                .average()
                .orElseThrow()));
        add("length_sd", lengths.stream().mapToDouble(Diversity::deviation));
        for (int percent : new int[] {5, 50, 95}) {
            add("length_p%02d".formatted(percent), lengths.stream().mapToDouble(sorted -> percentile(sorted, percent)));
        }
    }

    /** Of the sample, by n - 1; NaN for one text. */
    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Interpolated between the two values next to it, as numpy does. */
    private static double percentile(double[] sorted, int percent) {
        double place = percent / 100.0 * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** By all labels that any corpus has, so that one that is missing counts. */
    private DoubleStream balances() {
        Set<String> labels = new LinkedHashSet<>();
        List<Boolean> few = corpora.stream()
                .map(corpus -> Outputs.few(StringColumn.create(Columns.OUTPUT, corpus.outputs())))
                .toList();
        for (int i = 0; i < corpora.size(); i++) {
            if (few.get(i)) {
                labels.addAll(corpora.get(i).outputs());
            }
        }
        double[] balances = new double[corpora.size()];
        for (int i = 0; i < balances.length; i++) {
            balances[i] = few.get(i) ? entropy(corpora.get(i).outputs()) / Math.log(labels.size()) : Double.NaN;
        }
        return Arrays.stream(balances);
    }

    private static double entropy(List<String> outputs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        outputs.forEach(output -> counts.merge(output, 1, Integer::sum));
        double entropy = 0;
        for (int count : counts.values()) {
            double share = (double) count / outputs.size();
            entropy -= share * Math.log(share);
        }
        return entropy;
    }

    /** Of each corpus with the first; NaN for that one itself. */
    private double[] overlaps() {
        double[] overlaps = new double[corpora.size()];
        overlaps[0] = Double.NaN;
        NearDuplicateIndex first = new NearDuplicateIndex(NearDuplicates.DEFAULT_THRESHOLD);
        corpora.get(0).inputs().forEach(first::add);
        for (int i = 1; i < overlaps.length; i++) {
            List<String> inputs = corpora.get(i).inputs();
            long near = inputs.stream()
                    .filter(input -> first.find(input).isPresent())
                    .count();
            overlaps[i] = (double) near / inputs.size();
        }
        return overlaps;
    }
}

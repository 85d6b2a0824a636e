package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.StringColumn;

/** The metrics that a table of scores can hold, by name. */
public final class Metrics {
    private static final List<Metric> ALL = List.of(
            new ExactMatch(),
            new SquadExactMatch(),
            new SquadF1(),
            ChrF.plusPlus(),
            ChrF.characters(),
            new Bleu(),
            RougeL.ascii(),
            RougeL.unicode(),
            new Accuracy(),
            new MacroF1());

    private Metrics() {}

    /** Every name that {@link #named} knows. */
    public static List<String> names() {
        return ALL.stream().map(Metric::name).toList();
    }

    /**
     * The metric of that name.
     *
     * @throws Prompt2ModelException if there is none
     */
    public static Metric named(String name) {
        for (Metric metric : ALL) {
            if (metric.name().equals(name)) {
                return metric;
            }
        }
        throw new Prompt2ModelException(
                "There is no metric '" + name + "'", "the metrics are " + names(), "choose one of those names");
    }

    /** Those named, or the default ones for these expected outputs where none is named. */
    static List<Metric> choose(List<String> names, StringColumn expected) {
        List<String> chosen = new ArrayList<>(names);
        if (chosen.isEmpty()) {
            if (Outputs.few(expected)) {
                chosen.addAll(List.of("accuracy", "macro_f1"));
            }
            chosen.addAll(List.of("exact_match", "squad_exact_match", "squad_f1", "chrf++"));
        }
        return chosen.stream().map(Metrics::named).toList();
    }
}

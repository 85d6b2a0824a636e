package org.prompt2model.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import tech.tablesaw.api.Table;

/**
 * A trial that ended.
 *
 * @param metric empty where there was no evaluation
 * @param bests the best score so far, an entry an evaluation
 * @param status {@value #DONE}, or {@code stopped} or {@code failed} with the reason
 * @param student its name in the run folder; empty where none is kept
 */
record Trial(
        Map<HyperParameter, Double> values,
        String metric,
        List<Best> bests,
        double seconds,
        String status,
        String student) {
    static final String DONE = "done";
    static final String STOPPED = "stopped: ";
    static final String FAILED = "failed: ";

    /** What a training has reached; of equal scores, the one with the lower loss is better, and greater. */
    record Best(double score, double loss) implements Comparable<Best> {
        private static final Comparator<Best> ORDER = Comparator.comparingDouble(Best::score)
                .thenComparing(Comparator.comparingDouble(Best::loss).reversed());

        @Override
        public int compareTo(Best other) {
            return ORDER.compare(this, other);
        }
    }

    boolean failed() {
        return status.startsWith(FAILED);
    }

    Proposer.Observation observation() {
        double score = failed() || bests.isEmpty()
                ? Double.NaN
                : bests.get(bests.size() - 1).score();
        return new Proposer.Observation(values, status.equals(DONE), bests.size(), score);
    }

    /** Of the validation rows of a learning curve. */
    static List<Best> bests(Table history) {
        List<Best> bests = new ArrayList<>();
        double loss = Double.NaN;
        for (int row = 0; row < history.rowCount(); row++) {
            if (!history.stringColumn(Columns.SPLIT).get(row).equals("validation")) {
                continue;
            }
            double value = history.doubleColumn(Columns.VALUE).getDouble(row);
            if (history.stringColumn(Columns.METRIC).get(row).equals("loss")) {
                loss = value;
                continue;
            }
            Best found = new Best(value, loss);
            Best before = bests.isEmpty() ? found : bests.get(bests.size() - 1);
            bests.add(found.compareTo(before) > 0 ? found : before);
        }
        return bests;
    }

    /** Name of the score in a learning curve. */
    static String metric(Table history) {
        return DataRows.text(history, Columns.METRIC).asList().stream()
                .filter(name -> !name.equals("loss"))
                .findFirst()
                .orElse("");
    }
}

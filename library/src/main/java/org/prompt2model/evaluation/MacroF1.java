package org.prompt2model.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Mean of the labels' F1, each label counting the same however rare. The labels are those of the references: an answer
 * outside of them is a miss of the right label, not a label of its own.
 */
final class MacroF1 implements Metric {
    private static final int COUNTS = 3;

    @Override
    public String name() {
        return "macro_f1";
    }

    @Override
    public String settings() {
        return "macro_f1|case:mixed|space:stripped|labels:reference";
    }

    @Override
    public double maximum() {
        return 1;
    }

    @Override
    public double[][] statistics(List<Segment> segments) {
        Map<String, Integer> labels = labels(segments);
        double[][] rows = new double[segments.size()][COUNTS * labels.size()];
        for (int i = 0; i < rows.length; i++) {
            int expected = COUNTS * labels.get(label(segments.get(i)));
            Integer given = labels.get(segments.get(i).hypothesis().strip());
            if (given != null && COUNTS * given == expected) {
                rows[i][expected]++;
            } else {
                rows[i][expected + 1]++;
                if (given != null) {
                    rows[i][COUNTS * given + 2]++;
                }
            }
        }
        return rows;
    }

    /** Labels that occur neither in the references nor in the answers of a resample are left out of its mean. */
    @Override
    public double score(double[] sums) {
        double total = 0;
        int labels = 0;
        for (int i = 0; i < sums.length; i += COUNTS) {
            double hits = sums[i];
            double errors = sums[i + 1] + sums[i + 2];
            if (hits + errors > 0) {
                total += 2 * hits / (2 * hits + errors);
                labels++;
            }
        }
        return labels == 0 ? 0 : total / labels;
    }

    private static Map<String, Integer> labels(List<Segment> segments) {
        Map<String, Integer> labels = new TreeMap<>();
        for (Segment segment : segments) {
            labels.put(label(segment), 0);
        }
        int next = 0;
        for (Map.Entry<String, Integer> entry : labels.entrySet()) {
            entry.setValue(next++);
        }
        return labels;
    }

    private static String label(Segment segment) {
        if (segment.references().size() != 1) {
            throw new Prompt2ModelException(
                    "macro_f1 cannot score a row with " + segment.references().size() + " references",
                    "each row of a classification has one right label",
                    "leave macro_f1 out of the metrics");
        }
        return segment.references().get(0).strip();
    }
}

package org.prompt2model.evaluation;

import java.util.HashSet;
import java.util.Set;
import tech.tablesaw.api.StringColumn;

/** Tells a classification from a task with open answers. */
public final class Outputs {
    /** Most different outputs of a classification. */
    public static final int MOST_LABELS = 20;

    private static final int ROWS_A_LABEL = 2;

    private Outputs() {}

    /**
     * Whether the outputs are few: at least 2 and at most {@value #MOST_LABELS} different ones (white space at the ends
     * aside), which occur at least twice each on average.
     */
    public static boolean few(StringColumn outputs) {
        Set<String> labels = new HashSet<>();
        for (String output : outputs) {
            labels.add(output.strip());
            if (labels.size() > MOST_LABELS) {
                return false;
            }
        }
        return labels.size() >= 2 && outputs.size() >= ROWS_A_LABEL * labels.size();
    }
}

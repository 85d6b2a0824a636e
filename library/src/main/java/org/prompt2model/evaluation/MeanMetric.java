package org.prompt2model.evaluation;

import java.util.List;

/** A metric that is the mean of a score from 0 to 1 a segment, the best over its references. */
abstract class MeanMetric implements Metric {
    /** Score of one answer against one reference, 0 to 1. */
    abstract double of(String hypothesis, String reference);

    @Override
    public double maximum() {
        return 1;
    }

    @Override
    public double[][] statistics(List<Segment> segments) {
        double[][] rows = new double[segments.size()][];
        for (int i = 0; i < rows.length; i++) {
            Segment segment = segments.get(i);
            double best = 0;
            for (String reference : segment.references()) {
                best = Math.max(best, of(segment.hypothesis(), reference));
            }
            rows[i] = new double[] {best, 1};
        }
        return rows;
    }

    @Override
    public double score(double[] sums) {
        return sums[1] == 0 ? 0 : sums[0] / sums[1];
    }
}

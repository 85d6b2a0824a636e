package org.prompt2model.evaluation;

/** Adds rows of statistics. */
final class Sums {
    private Sums() {}

    /** The sum of all rows; no entries where there is no row. */
    static double[] of(double[][] rows) {
        double[] sums = new double[rows.length == 0 ? 0 : rows[0].length];
        for (double[] row : rows) {
            add(sums, row);
        }
        return sums;
    }

    static void add(double[] sums, double[] row) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i];
        }
    }
}

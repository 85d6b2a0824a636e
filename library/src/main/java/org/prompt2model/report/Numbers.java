package org.prompt2model.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads numbers from tables, whatever type their columns have. */
final class Numbers {
    private Numbers() {}

    /** Every value of a column; NaN where one is missing or is not a number. */
    static double[] of(Table table, String name) {
        Column<?> column = table.column(name);
        double[] values = new double[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = at(column, row);
        }
        return values;
    }

    static double at(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return Double.NaN;
        }
        if (column instanceof NumericColumn<?> numbers) {
            return numbers.getDouble(row);
        }
        try {
            return Double.parseDouble(column.getString(row));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** How many values lie in each of equally wide bins from 0 on; the last bin takes everything above. */
    static List<Integer> histogram(double[] values, double width, int bins) {
        int[] counts = new int[bins];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[Math.max(0, Math.min(bins - 1, (int) (value / width)))]++;
            }
        }
        List<Integer> list = new ArrayList<>(bins);
        for (int count : counts) {
            list.add(count);
        }
        return list;
    }

    static double max(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Double.isNaN(value) ? max : Math.max(max, value);
        }
        return max;
    }

    static boolean all(double[] values, DoublePredicate test) {
        for (double value : values) {
            if (!Double.isNaN(value) && !test.test(value)) {
                return false;
            }
        }
        return true;
    }
}

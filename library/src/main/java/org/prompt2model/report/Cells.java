package org.prompt2model.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.columns.Column;

/** Cells as people read them. */
final class Cells {
    private static final int LONGEST = 300;

    private Cells() {}

    /** The cell's text; a dash where it is missing, four significant places of fractions, long text cut. */
    static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "–";
        }
        if (column instanceof DoubleColumn || column instanceof FloatColumn) {
            return number(Numbers.at(column, row));
        }
        String text = column.getString(row);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static String number(double value) {
        double size = Math.abs(value);
        String pattern = size != 0 && size < 0.001 ? "0.##E0" : size >= 100 ? "#,##0.#" : "0.####";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}

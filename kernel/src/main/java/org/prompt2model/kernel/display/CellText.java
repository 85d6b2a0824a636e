package org.prompt2model.kernel.display;

import java.util.Locale;
import java.util.Set;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.columns.Column;

/** A cell of a table as people read it: four digits for scores, thousands apart for large counts. */
final class CellText {
    private static final Set<ColumnType> NUMBERS =
            Set.of(ColumnType.SHORT, ColumnType.INTEGER, ColumnType.LONG, ColumnType.FLOAT, ColumnType.DOUBLE);
    private static final Set<String> NOT_COUNTS = Set.of("id", "seed", "year", "request", "rank", "trial", "step");
    private static final int FEW_DIGITS = 10_000;

    private CellText() {}

    static boolean isNumber(Column<?> column) {
        return NUMBERS.contains(column.type());
    }

    /** The cell's text; empty where the value is missing. */
    static String of(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (value instanceof Double || value instanceof Float) {
            return decimal(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            long whole = number.longValue();
            boolean grouped = Math.abs(whole) >= FEW_DIGITS && !isIdentifier(column.name());
            return grouped ? String.format(Locale.ROOT, "%,d", whole) : Long.toString(whole);
        }
        return String.valueOf(value);
    }

    private static boolean isIdentifier(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NOT_COUNTS.contains(lower) || lower.endsWith("_id") || lower.endsWith("seed");
    }

    static String decimal(double value) {
        double size = Math.abs(value);
        if (Double.isInfinite(value) || value == 0) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        if (size >= FEW_DIGITS) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        if (size < 0.001) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

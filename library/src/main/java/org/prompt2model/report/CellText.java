package org.prompt2model.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.prompt2model.corpus.Columns;
import org.prompt2model.teacher.Exchange;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.columns.Column;

/**
 * The cells of a column as people read them: four digits for scores, thousands apart for large counts, the number of the
 * requests behind a row in the place of their keys.
 */
public final class CellText {
    private static final Set<ColumnType> NUMBERS =
            Set.of(ColumnType.SHORT, ColumnType.INTEGER, ColumnType.LONG, ColumnType.FLOAT, ColumnType.DOUBLE);
    private static final Set<String> NOT_COUNTS = Set.of("id", "seed", "year", "request", "rank", "trial", "step");
    private static final int FEW_DIGITS = 10_000;

    private final Column<?> column;
    private final boolean grouped;

    /**
     * Reads a column.
     *
     * @param rows how many of its rows will be shown: one large count among them puts the thousands of all apart, while
     *     years, which never have five digits, stay whole
     */
    public CellText(Column<?> column, int rows) {
        this.column = column;
        this.grouped = isNumber() && !isIdentifier(column.name()) && anyLarge(rows);
    }

    /** Whether the column holds numbers, whose digits belong below each other. */
    public boolean isNumber() {
        return NUMBERS.contains(column.type());
    }

    /** The cell's text; empty where the value is missing. */
    public String at(int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (value instanceof Double || value instanceof Float) {
            return decimal(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return grouped ? String.format(Locale.ROOT, "%,d", number.longValue()) : number.toString();
        }
        String text = String.valueOf(value);
        return column.name().equals(Columns.JOURNAL) ? requests(text) : text;
    }

    /** A table of somebody else's may well name journals of another kind, which are told as they are. */
    private static String requests(String text) {
        List<String> keys = List.of(text.split(" "));
        if (!keys.stream().allMatch(Exchange::isKey)) {
            return text;
        }
        long number = keys.stream().distinct().count();
        return number + (number == 1 ? " request" : " requests");
    }

    private boolean anyLarge(int rows) {
        for (int row = 0; row < rows; row++) {
            if (!column.isMissing(row)
                    && column.get(row) instanceof Number number
                    && Math.abs(number.longValue()) >= FEW_DIGITS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIdentifier(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NOT_COUNTS.contains(lower) || lower.endsWith("_id") || lower.endsWith("seed");
    }

    private static String decimal(double value) {
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

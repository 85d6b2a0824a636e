package org.prompt2model.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as plain text with aligned columns, for terminals and for front ends without HTML. */
public final class TableText {
    private static final int[] WIDEST = {48, 32, 20};
    private static final String GAP = "  ";

    private TableText() {}

    /** The table's name, column names, first rows, and how many rows there are. */
    public static String of(Table table) {
        return of(table, Integer.MAX_VALUE);
    }

    /**
     * The table in lines of at most {@code width} characters: long cells are cut first, then the last columns left out and
     * named below. The first column always stays.
     */
    public static String of(Table table, int width) {
        int rows = TableHtml.shown(table);
        List<List<String>> columns = List.of();
        for (int widest : WIDEST) {
            columns = columns(table, rows, widest);
            if (fitting(columns, width) == columns.size()) {
                break;
            }
        }
        int shown = fitting(columns, width);
        StringBuilder text = new StringBuilder();
        if (table.name() != null && !table.name().isBlank()) {
            text.append(table.name()).append('\n');
        }
        for (int line = 0; line < rows + 2; line++) {
            int current = line;
            text.append(columns.subList(0, shown).stream()
                            .map(column -> column.get(current))
                            .collect(Collectors.joining(GAP))
                            .stripTrailing())
                    .append('\n');
        }
        text.append(TableHtml.foot(table, rows));
        if (shown < columns.size()) {
            List<String> hidden = table.columnNames().subList(shown, columns.size());
            text.append("; more columns: ").append(String.join(", ", hidden));
        }
        return text.toString();
    }

    /** How many of the columns, from the left, stand in a line of that width. */
    private static int fitting(List<List<String>> columns, int width) {
        int used = 0;
        for (int column = 0; column < columns.size(); column++) {
            used += columns.get(column).get(0).length() + (column == 0 ? 0 : GAP.length());
            if (used > width && column > 0) {
                return column;
            }
        }
        return columns.size();
    }

    private static List<List<String>> columns(Table table, int rows, int widest) {
        List<List<String>> columns = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            columns.add(column(column, rows, widest));
        }
        return columns;
    }

    private static List<String> column(Column<?> column, int rows, int widest) {
        List<String> cells = new ArrayList<>();
        cells.add(cut(column.name(), widest));
        for (int row = 0; row < rows; row++) {
            String text = CellText.of(column, row);
            cells.add(text.isEmpty() ? "-" : cut(text.replaceAll("\\s+", " "), widest));
        }
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        cells.add(1, "-".repeat(width));
        boolean right = CellText.isNumber(column);
        return cells.stream()
                .map(cell ->
                        right ? " ".repeat(width - cell.length()) + cell : cell + " ".repeat(width - cell.length()))
                .toList();
    }

    private static String cut(String text, int widest) {
        return text.length() <= widest ? text : text.substring(0, widest - 1) + "…";
    }
}

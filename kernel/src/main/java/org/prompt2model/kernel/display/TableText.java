package org.prompt2model.kernel.display;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as plain text with aligned columns, for terminals and for front ends without HTML. */
public final class TableText {
    private static final int WIDEST = 48;

    private TableText() {}

    /** The table's name, column names, first rows, and how many rows there are. */
    public static String of(Table table) {
        int rows = TableHtml.shown(table);
        List<List<String>> columns = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            columns.add(column(column, rows));
        }
        StringBuilder text = new StringBuilder();
        if (table.name() != null && !table.name().isBlank()) {
            text.append(table.name()).append('\n');
        }
        for (int line = 0; line < rows + 2; line++) {
            StringBuilder row = new StringBuilder();
            for (List<String> column : columns) {
                row.append(column.get(line)).append("  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.append(TableHtml.foot(table, rows)).toString();
    }

    private static List<String> column(Column<?> column, int rows) {
        List<String> cells = new ArrayList<>();
        cells.add(cut(column.name()));
        for (int row = 0; row < rows; row++) {
            String text = CellText.of(column, row);
            cells.add(text.isEmpty() ? "-" : cut(text.replaceAll("\\s+", " ")));
        }
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        cells.add(1, "-".repeat(width));
        boolean right = CellText.isNumber(column);
        return cells.stream()
                .map(cell ->
                        right ? " ".repeat(width - cell.length()) + cell : cell + " ".repeat(width - cell.length()))
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}

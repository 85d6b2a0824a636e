package org.prompt2model.kernel.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.prompt2model.report.CellText;
import tech.tablesaw.api.Table;

/** A table as plain text with aligned columns, for terminals and for front ends without HTML. */
public final class TableText {
    private static final int WIDEST = 48;
    private static final int NARROWEST = 12;
    private static final String GAP = "  ";

    private TableText() {}

    private record Column(List<String> cells, boolean number, int width) {
        static Column of(tech.tablesaw.columns.Column<?> column, int rows) {
            CellText text = new CellText(column, rows);
            List<String> cells = new ArrayList<>(List.of(column.name()));
            for (int row = 0; row < rows; row++) {
                String cell = text.at(row).replaceAll("\\s+", " ");
                cells.add(cell.isEmpty() ? "-" : cell);
            }
            int width = cells.stream().mapToInt(TextWidth::of).max().orElse(0);
            return new Column(cells, text.isNumber(), Math.min(WIDEST, width));
        }

        /** A cut number would be another number. */
        int narrowest() {
            return number ? width : Math.min(NARROWEST, width);
        }

        Column narrower() {
            return new Column(cells, number, width - 1);
        }

        String line(int line) {
            String cell = TextWidth.cut(cells.get(line), width);
            String space = " ".repeat(width - TextWidth.of(cell));
            return number ? space + cell : cell + space;
        }

        String rule() {
            return "-".repeat(width);
        }
    }

    /** The table's name, column names, first rows, and how many rows there are. */
    public static String of(Table table) {
        return of(table, Integer.MAX_VALUE);
    }

    /**
     * As {@link #of(Table)}, in lines of limited length: long cells are cut, then the last columns are left out and named
     * below.
     *
     * @param length the most characters of a line
     */
    public static String of(Table table, int length) {
        int rows = TableHtml.shown(table);
        List<Column> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(Column.of(column, rows)));
        List<String> left = fit(columns, length);
        List<String> lines = new ArrayList<>();
        if (table.name() != null && !table.name().isBlank()) {
            lines.add(table.name());
        }
        lines.add(joined(columns.stream().map(column -> column.line(0)).toList()));
        lines.add(joined(columns.stream().map(Column::rule).toList()));
        for (int row = 1; row <= rows; row++) {
            int line = row;
            lines.add(joined(columns.stream().map(column -> column.line(line)).toList()));
        }
        lines.add(TableHtml.foot(table, rows));
        if (!left.isEmpty()) {
            lines.add(TextWidth.wrap("not shown: " + String.join(", ", left), length));
        }
        return String.join("\n", lines);
    }

    /** Takes away the last columns for which there is no room, narrows those of text, widest first, and names the former. */
    private static List<String> fit(List<Column> columns, int length) {
        List<String> left = new ArrayList<>();
        while (columns.size() > 1 && length(columns, Column::narrowest) > length) {
            left.add(0, columns.remove(columns.size() - 1).cells().get(0));
        }
        while (length(columns, Column::width) > length) {
            Column widest = columns.stream()
                    .filter(column -> column.width() > column.narrowest())
                    .max(Comparator.comparingInt(Column::width))
                    .orElse(null);
            if (widest == null) {
                return left;
            }
            columns.set(columns.indexOf(widest), widest.narrower());
        }
        return left;
    }

    private static int length(List<Column> columns, ToIntFunction<Column> width) {
        return columns.stream()
                        .mapToInt(column -> width.applyAsInt(column) + GAP.length())
                        .sum()
                - GAP.length();
    }

    private static String joined(List<String> cells) {
        return String.join(GAP, cells).stripTrailing();
    }
}

package org.prompt2model.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prompt2model.report.CellText;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML: as any other {@linkplain GridHtml grid}, with the first rows of a long one. */
final class TableHtml {
    private TableHtml() {}

    static String of(Table table) {
        return of(table, table.name(), shown(table));
    }

    static String of(Table table, String name, int rows) {
        List<Grid.Column> columns = new ArrayList<>();
        List<CellText> texts = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            CellText text = new CellText(column, rows);
            texts.add(text);
            String type = column.type().name().toLowerCase(Locale.ROOT);
            columns.add(new Grid.Column(column.name(), type, text.isNumber()));
        }
        List<List<String>> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            cells.add(texts.stream().map(text -> text.at(at)).toList());
        }
        return GridHtml.of(new Grid(name == null ? "" : name, columns, cells, foot(table, rows)));
    }

    static int shown(Table table) {
        return Grid.shown(table.rowCount());
    }

    /** How many rows there are, and how many of them are shown. */
    static String foot(Table table, int shown) {
        String all = String.format(Locale.ROOT, "%,d", table.rowCount()) + (table.rowCount() == 1 ? " row" : " rows");
        return shown == table.rowCount() ? all : "showing " + shown + " of " + all;
    }
}

package org.prompt2model.corpus;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads and makes tables of data rows ({@code input}, {@code output}, {@code source}); never changes the table given. */
public final class DataRows {
    private DataRows() {}

    /** A new table of data rows, all from the same source. */
    public static Table of(String name, List<Example> examples, String source) {
        StringColumn input = StringColumn.create(Columns.INPUT);
        StringColumn output = StringColumn.create(Columns.OUTPUT);
        StringColumn sources = StringColumn.create(Columns.SOURCE);
        for (Example example : examples) {
            input.append(example.input());
            output.append(example.output());
            sources.append(source);
        }
        return Table.create(name, input, output, sources);
    }

    /**
     * Checks that the columns are there.
     *
     * @throws Prompt2ModelException naming the missing columns and those that are there
     */
    public static void require(Table table, String stage, String... columns) {
        List<String> missing = new ArrayList<>();
        for (String column : columns) {
            if (!table.containsColumn(column)) {
                missing.add("'" + column + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw new Prompt2ModelException(
                    stage + " needs the column " + String.join(" and ", missing) + " and table '" + table.name()
                            + "' has none of that name",
                    "its columns are " + table.columnNames(),
                    "rename a column, for example table.column(\"" + firstName(table) + "\").setName(\"" + columns[0]
                            + "\"), or load the data with a choice of columns");
        }
    }

    /**
     * The rows that later stages use: where the table has a column {@code verdict}, the kept ones only.
     *
     * @return a new table, or an equal copy where there is no verdict
     */
    public static Table kept(Table table) {
        if (!table.containsColumn(Columns.VERDICT)) {
            return table.copy();
        }
        return table.where(text(table, Columns.VERDICT).isEqualTo(Columns.KEPT)).setName(table.name());
    }

    /** The kept rows as examples. */
    public static List<Example> examples(Table table) {
        require(table, "Reading examples", Columns.INPUT, Columns.OUTPUT);
        Table kept = kept(table);
        StringColumn input = text(kept, Columns.INPUT);
        StringColumn output = text(kept, Columns.OUTPUT);
        List<Example> examples = new ArrayList<>(kept.rowCount());
        for (int row = 0; row < kept.rowCount(); row++) {
            examples.add(new Example(input.get(row), output.get(row)));
        }
        return examples;
    }

    /** A column as text, whatever type it was read as (a label '1' may come from a CSV file as an integer). */
    public static StringColumn text(Table table, String name) {
        Column<?> column = table.column(name);
        if (column instanceof StringColumn strings) {
            return strings;
        }
        StringColumn text = StringColumn.create(name);
        for (int row = 0; row < column.size(); row++) {
            text.append(column.isMissing(row) ? "" : column.getString(row));
        }
        return text;
    }

    private static String firstName(Table table) {
        return table.columnCount() == 0 ? "name" : table.column(0).name();
    }
}

package org.prompt2model.retrieval;

import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which columns of a table make the input, and which is the output. */
record ColumnChoice(List<String> inputs, String output) {
    static ColumnChoice of(Table table, LoadOptions options) {
        List<String> names = table.columnNames();
        if (!options.inputs().isEmpty()) {
            List<String> wanted = new ArrayList<>(options.inputs());
            wanted.add(options.output());
            DataRows.require(table, "Loading this dataset", wanted.toArray(new String[0]));
            return new ColumnChoice(options.inputs(), options.output());
        }
        if (table.containsColumn(Columns.INPUT) && table.containsColumn(Columns.OUTPUT)) {
            return new ColumnChoice(List.of(Columns.INPUT), Columns.OUTPUT);
        }
        if (names.size() == 2) {
            return new ColumnChoice(List.of(names.get(0)), names.get(1));
        }
        throw new Prompt2ModelException(
                "Which columns of '" + table.name() + "' are input and output is not clear",
                "its columns are " + names + ", and none are named 'input' and 'output'",
                "choose: LoadOptions.defaults().columns(" + example(names) + "), the inputs first, the output last");
    }

    /** The rows whose input and output are not empty. */
    List<Example> examples(Table table) {
        List<StringColumn> columns =
                inputs.stream().map(name -> DataRows.text(table, name)).toList();
        StringColumn outputs = DataRows.text(table, output);
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            String input = input(columns, row);
            if (!input.isBlank() && !outputs.get(row).isBlank()) {
                examples.add(new Example(input, outputs.get(row)));
            }
        }
        return examples;
    }

    // Empty unless some column says something: 'question: ' alone is no input.
    private static String input(List<StringColumn> columns, int row) {
        if (columns.size() == 1) {
            return columns.get(0).get(row);
        }
        List<String> lines = new ArrayList<>();
        boolean something = false;
        for (StringColumn column : columns) {
            lines.add(column.name() + ": " + column.get(row));
            something |= !column.get(row).isBlank();
        }
        return something ? String.join("\n", lines) : "";
    }

    private static String example(List<String> names) {
        List<String> quoted = names.stream().map(name -> '"' + name + '"').toList();
        return quoted.size() < 2 ? "\"question\", \"answer\"" : quoted.get(0) + ", " + quoted.get(quoted.size() - 1);
    }
}

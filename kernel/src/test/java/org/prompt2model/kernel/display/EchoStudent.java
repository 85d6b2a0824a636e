package org.prompt2model.kernel.display;

import java.nio.file.Path;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Student;
import tech.tablesaw.api.Table;

/** A student that is real in everything but its skill: it repeats its input. */
record EchoStudent() implements Student {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String predict(String input) {
        return input;
    }

    @Override
    public Table predict(Table rows) {
        return rows.copy().addColumns(rows.stringColumn(Columns.INPUT).copy().setName(Columns.PREDICTION));
    }

    @Override
    public Table history() {
        return Table.create("history");
    }

    @Override
    public ModelCard card() {
        return new ModelCard(name(), "prompt2model/echo", "Repeat the input.", 0, true, Map.of());
    }

    @Override
    public Path save(Path folder) {
        return folder;
    }

    @Override
    public void close() {}
}

package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prompt2model.corpus.CleanRows;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Data rows under one name.
 *
 * @param name of their table, or their source
 * @param inputs one a row
 * @param outputs one a row, without white space at the ends
 */
public record Corpus(String name, List<String> inputs, List<String> outputs) {
    /**
     * The kept rows of tables: of several, each is a corpus; of one, each {@code source} in it.
     *
     * @param stage that needs them, for messages
     * @throws Prompt2ModelException if there is no table, or one has no {@code input}, no {@code output} or no rows
     */
    public static List<Corpus> of(List<Table> tables, String stage) {
        if (tables.isEmpty()) {
            throw new Prompt2ModelException("There is no table for " + stage, "none was given", "pass one or more");
        }
        Map<String, Corpus> corpora = new LinkedHashMap<>();
        for (Table table : tables) {
            DataRows.require(table, stage, Columns.INPUT, Columns.OUTPUT);
            Table kept = DataRows.kept(table);
            if (kept.isEmpty()) {
                throw new Prompt2ModelException(
                        "The table '" + table.name() + "' has no rows for " + stage,
                        "it has " + table.rowCount() + " rows, of which none is kept",
                        "leave it out, or make rows first");
            }
            List<String> names = tables.size() > 1
                    ? Collections.nCopies(kept.rowCount(), unused(table.name(), corpora.keySet()))
                    : sources(kept);
            add(kept, names, corpora);
        }
        return List.copyOf(corpora.values());
    }

    private static void add(Table rows, List<String> names, Map<String, Corpus> corpora) {
        StringColumn inputs = DataRows.text(rows, Columns.INPUT);
        StringColumn outputs = DataRows.text(rows, Columns.OUTPUT);
        for (int row = 0; row < rows.rowCount(); row++) {
            Corpus corpus = corpora.computeIfAbsent(
                    names.get(row), name -> new Corpus(name, new ArrayList<>(), new ArrayList<>()));
            corpus.inputs().add(inputs.get(row));
            corpus.outputs().add(outputs.get(row).strip());
        }
    }

    private static String unused(String name, Set<String> used) {
        String plain = name == null || name.isBlank() ? "table" : name;
        String free = plain;
        for (int number = 2; used.contains(free); number++) {
            free = plain + " " + number;
        }
        return free;
    }

    private static List<String> sources(Table rows) {
        return rows.containsColumn(Columns.SOURCE)
                ? DataRows.text(rows, Columns.SOURCE).asList()
                : Collections.nCopies(rows.rowCount(), CleanRows.GIVEN);
    }
}

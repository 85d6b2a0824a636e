package org.prompt2model.prompt;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import tech.tablesaw.api.Table;

/**
 * What a prompt asks for.
 *
 * @param instruction the task in words, without its examples
 * @param demonstrations the examples as data rows ({@code input}, {@code output}, {@code source}); may have no rows
 */
public record Task(String instruction, Table demonstrations) {
    private static final int NAME_LENGTH = 40;

    public Task {
        Objects.requireNonNull(instruction, "instruction");
        Objects.requireNonNull(demonstrations, "demonstrations");
        DataRows.require(demonstrations, "A task's demonstrations", Columns.INPUT, Columns.OUTPUT);
        demonstrations = demonstrations.copy();
    }

    /** The demonstrations as a table of its own: changing it does not change the task. */
    @Override
    public Table demonstrations() {
        return demonstrations.copy();
    }

    /** The demonstrations as examples. */
    public List<Example> examples() {
        return DataRows.examples(demonstrations);
    }

    /** A short lower-case name made of the instruction's first words, fit for a folder. */
    public String name() {
        String words = instruction.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        String trimmed = words.replaceAll("^-|-$", "");
        String cut = trimmed.length() <= NAME_LENGTH
                ? trimmed
                : trimmed.substring(0, NAME_LENGTH).replaceAll("-[^-]*$", "");
        return cut.isEmpty() ? "task" : cut;
    }
}

package org.prompt2model.kernel.jshell;

import java.util.Objects;

/**
 * Source to run.
 *
 * @param number the cell's number in the notebook, as errors name it; 0 for source that belongs to no cell
 * @param source Java source: any number of snippets
 * @param firstLine the line of the notebook's cell on which the source begins, from 1
 */
public record Cell(int number, String source, int firstLine) {
    public Cell {
        Objects.requireNonNull(source, "source");
    }

    /** A whole cell. */
    public static Cell of(int number, String source) {
        return new Cell(number, source, 1);
    }
}

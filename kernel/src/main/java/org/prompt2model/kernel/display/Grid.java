package org.prompt2model.kernel.display;

import java.util.List;
import java.util.Objects;

/**
 * Rows and columns of text, ready to be drawn.
 *
 * @param name what stands above them; may be empty
 * @param columns the columns
 * @param rows the rows, each with one text a column; an empty text is a missing value
 * @param foot what stands below them; may be empty
 */
record Grid(String name, List<Column> columns, List<List<String>> rows, String foot) {
    /** What has no more rows than this is shown whole. */
    private static final int WHOLE = 20;
    /** Rows shown of what has more. */
    private static final int HEAD = 10;

    Grid {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        Objects.requireNonNull(foot, "foot");
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type's name; may be empty
     * @param number whether it holds numbers
     */
    record Column(String name, String type, boolean number) {
        Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }

        static Column text(String name) {
            return new Column(name, "", false);
        }
    }

    /** How many rows are shown of that many. */
    static int shown(int rows) {
        return rows <= WHOLE ? rows : HEAD;
    }
}

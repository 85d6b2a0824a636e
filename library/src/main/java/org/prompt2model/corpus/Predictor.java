package org.prompt2model.corpus;

import java.util.OptionalLong;
import tech.tablesaw.api.Table;

/** Whatever answers the rows of a table: a trained student, a large language model, a baseline. */
public interface Predictor {
    /** Name shown in tables and charts; says {@code rehearsal} where no model stands behind the answers. */
    String name();

    /**
     * Answers each row.
     *
     * @param rows a table with a text column {@code input}; it is not changed
     * @return a new table: the rows given, in their order, with {@code prediction} (text) and {@code confidence}
     *     (0 to 1, missing where unknown) added or replaced
     * @throws Prompt2ModelException if there is no column {@code input}
     */
    Table predict(Table rows);

    /** Number of weights, where it is known. */
    default OptionalLong parameters() {
        return OptionalLong.empty();
    }

    /** US dollars spent by this predictor since it was made; NaN where its price is unknown, 0 where it runs here. */
    default double spentUsd() {
        return 0;
    }
}

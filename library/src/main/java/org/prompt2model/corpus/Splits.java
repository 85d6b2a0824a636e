package org.prompt2model.corpus;

import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * Three disjoint tables of data rows. No input, and no near-duplicate of one, stands in two of them.
 *
 * @param train rows to fit weights on
 * @param validation rows to choose settings and the stopping point on
 * @param test rows to report scores on, looked at last
 */
public record Splits(Table train, Table validation, Table test) {
    public Splits {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(validation, "validation");
        Objects.requireNonNull(test, "test");
    }

    @Override
    public String toString() {
        return "Splits[train " + train.rowCount() + " rows, validation " + validation.rowCount() + " rows, test "
                + test.rowCount() + " rows]";
    }
}

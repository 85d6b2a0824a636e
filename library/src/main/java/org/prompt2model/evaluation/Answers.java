package org.prompt2model.evaluation;

import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Student;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What one model answered, with the time and the money that it took; NaN where the price is unknown. */
record Answers(Predictor model, StringColumn predictions, double millisPerRow, double usdPerThousand) {
    static Answers of(Predictor model, Table test) {
        if (model instanceof Student) {
            // The first call of a student compiles its network; that belongs to no row.
            model.predict(test.first(1));
        }
        double spent = model.spentUsd();
        long start = System.nanoTime();
        Table answered = model.predict(test);
        double millis = (System.nanoTime() - start) / 1e6;
        DataRows.require(answered, "What '" + model.name() + "' returned", Columns.PREDICTION);
        if (answered.rowCount() != test.rowCount()) {
            throw new Prompt2ModelException(
                    "'" + model.name() + "' returned " + answered.rowCount() + " rows for " + test.rowCount(),
                    "a predictor answers each row of the table, in their order",
                    "leave this model out of the comparison, or mend its predict method");
        }
        return new Answers(
                model,
                DataRows.text(answered, Columns.PREDICTION),
                millis / test.rowCount(),
                (model.spentUsd() - spent) * 1000 / test.rowCount());
    }
}

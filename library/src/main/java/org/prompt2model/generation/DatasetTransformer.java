package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

/**
 * The stage {@code transformDataset}: the teacher plans from a few rows how a dataset can serve the task, then rewrites
 * each row by that plan; a dataset of which more than a third fails is given up (DataTune, arXiv 2404.14361).
 */
public final class DatasetTransformer {
    static final String STAGE = "transformDataset";

    private DatasetTransformer() {}

    /**
     * Turns the rows of a dataset into rows of the task.
     *
     * @param rows any table with at least one row and one column; of one with a {@code verdict}, the kept rows
     * @return the columns of {@code generateDataset}, a row for each row taken, {@code source} being
     *     {@code transformed:<dataset>}; all of them dropped where the dataset is given up
     * @throws Prompt2ModelException if the table is empty, or the teacher cannot be asked or writes no plan
     */
    public static Table transform(Task task, Table rows, TransformOptions options) {
        Table kept = DataRows.kept(rows);
        if (kept.isEmpty()) {
            throw new Prompt2ModelException(
                    "The table '" + rows.name() + "' has no rows to transform",
                    "it has " + rows.rowCount() + " rows, of which none is kept",
                    "give it the table that loadDataset returned");
        }
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("demonstrations", Fingerprint.of(task.demonstrations()));
        facts.put("dataset", kept.name());
        facts.put("rows", Fingerprint.of(kept));
        facts.put("teacher", teacher.name());
        facts.putAll(options.facts());
        return Run.current().table(STAGE, facts, () -> {
            Table result = new Transformation(task, kept, options, teacher).run("transformed:" + dataset(kept));
            return result.setName(Rehearsal.label(STAGE, teacher.rehearsal() || Rehearsal.marks(rows)));
        });
    }

    /** The dataset's name as its rows tell it ({@code dataset:<name>}), else the table's. */
    private static String dataset(Table rows) {
        if (rows.containsColumn(Columns.SOURCE)) {
            String source = DataRows.text(rows, Columns.SOURCE).get(0);
            if (source.startsWith("dataset:")) {
                return source.substring("dataset:".length());
            }
        }
        return rows.name();
    }
}

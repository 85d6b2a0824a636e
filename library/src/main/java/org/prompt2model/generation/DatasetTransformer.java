package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

/**
 * The stage {@code transformDataset}: the teacher plans from a few rows how a dataset can serve the task, then rewrites
 * each row by that plan; a dataset of which more than a third fails is given up (DataTune, arXiv 2404.14361).
 */
public final class DatasetTransformer {
    static final String STAGE = "transformDataset";

    private static final int PLAN_TOKENS = 1_000;

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
        Table kept = kept(rows);
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        Map<String, Object> facts = facts(task, kept, teacher);
        facts.putAll(options.facts());
        return Run.current().table(STAGE, facts, () -> {
            SourceRows source = SourceRows.of(kept, options.maxRows(), options.seed());
            Transformation.Asking asking = new Transformation.Asking(teacher, new Budget(options.budget()));
            String plan = options.plan().orElseGet(() -> written(task, source, options, asking));
            ProgressMeter.notice(STAGE, "the plan, which the option plan(\"\"\"...\"\"\") replaces:\n" + plan);
            Table result = Transformation.run(task, source, plan, options, asking);
            return result.setName(Rehearsal.label(STAGE, teacher.rehearsal() || Rehearsal.marks(rows)));
        });
    }

    /**
     * The plan that {@link #transform} would have the teacher write, to be looked at and edited first. Transforming with
     * the same options asks the same question, which the journal then answers.
     *
     * @throws Prompt2ModelException if the table is empty, or the teacher cannot be asked or writes no plan
     */
    public static String plan(Task task, Table rows, TransformOptions options) {
        Table kept = kept(rows);
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        return Run.current().call("planTransformation", facts(task, kept, teacher), () -> {
            SourceRows source = SourceRows.of(kept, options.maxRows(), options.seed());
            return written(task, source, options, new Transformation.Asking(teacher, new Budget(options.budget())));
        });
    }

    private static Table kept(Table rows) {
        Table kept = DataRows.kept(rows);
        if (kept.isEmpty()) {
            throw new Prompt2ModelException(
                    "The table '" + rows.name() + "' has no rows to transform",
                    "it has " + rows.rowCount() + " rows, of which none is kept",
                    "give it the table that loadDataset returned");
        }
        return kept;
    }

    private static Map<String, Object> facts(Task task, Table rows, Teacher teacher) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("demonstrations", Fingerprint.of(task.demonstrations()));
        facts.put("dataset", rows.name());
        facts.put("rows", Fingerprint.of(rows));
        facts.put("teacher", teacher.name());
        return facts;
    }

    private static String written(
            Task task, SourceRows source, TransformOptions options, Transformation.Asking asking) {
        Question question = new Question(TransformPrompt.plan(task, source.samples()), 0, options.seed(), PLAN_TOKENS);
        Optional<Reply> reply = Single.ask(STAGE, asking.teacher(), asking.budget(), question);
        if (reply.isPresent()
                && reply.get() instanceof Reply.Text text
                && !text.text().isBlank()) {
            return text.text().strip();
        }
        throw new Prompt2ModelException(
                "No plan for the dataset '" + source.rows().name() + "'",
                asking.teacher().name() + " was asked for one and gave: "
                        + reply.map(Errand::trouble).orElse("nothing, for the budget had no room for the question"),
                "call it again, or write the plan yourself: TransformOptions.defaults().plan(\"...\")");
    }
}

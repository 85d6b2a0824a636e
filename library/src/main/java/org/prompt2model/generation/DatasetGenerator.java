package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

/** The stage {@code generateDataset}: a teacher writes examples of the task (arXiv 2308.12261, section 3). */
public final class DatasetGenerator {
    static final String STAGE = "generateDataset";

    private static final int MOST_EXAMPLES = 1_000_000;

    private DatasetGenerator() {}

    /**
     * Generates data rows.
     *
     * @param task what the rows are examples of
     * @param examples number of rows to keep, 1 to 1,000,000
     * @param options how
     * @return a row for each thing that the teacher gave: {@code input}, {@code output}, {@code source}, {@code verdict},
     *     {@code reason}, {@code votes}, {@code agreement} (0 to 1, missing without a vote), {@code temperature},
     *     {@code request} and {@code cost_usd} (missing where the price is unknown). As many rows are kept as were asked
     *     for, or fewer where the budget or the limit of requests ended it
     * @throws Prompt2ModelException if the number makes no sense, if the teacher cannot be asked, or if it gives nothing
     *     usable for a while; what was made stays in the journal
     */
    public static Table generate(Task task, int examples, GenerationOptions options) {
        if (examples < 1 || examples > MOST_EXAMPLES) {
            throw new Prompt2ModelException(
                    STAGE + " was asked for " + examples + " examples",
                    "it makes from 1 to " + MOST_EXAMPLES,
                    "ask for 500 to begin with, and for a few thousand to train on");
        }
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("demonstrations", Fingerprint.of(task.demonstrations()));
        facts.put("examples", examples);
        facts.put("teacher", teacher.name());
        facts.putAll(options.facts());
        return Run.current().table(STAGE, facts, () -> {
            Generation generation = new Generation(task, examples, options, teacher);
            try {
                generation.run();
            } catch (Prompt2ModelException e) {
                keepPartial(generation, teacher);
                throw e;
            }
            return named(generation, teacher);
        });
    }

    private static Table named(Generation generation, Teacher teacher) {
        return generation.drafts().table("generated").setName(Rehearsal.label(STAGE, teacher.rehearsal()));
    }

    private static void keepPartial(Generation generation, Teacher teacher) {
        Table rows = named(generation, teacher);
        if (rows.isEmpty()) {
            return;
        }
        String file = "data/" + STAGE + "-unfinished.csv";
        rows.write().csv(Run.current().file(file).toString());
        ProgressMeter.notice(
                STAGE, "the " + rows.rowCount() + " rows made so far are in " + file + " of the run folder");
    }
}

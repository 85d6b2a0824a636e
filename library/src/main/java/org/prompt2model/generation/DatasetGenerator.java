package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Budget;
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
     *     {@code request}, {@code cost_usd} (all that was asked for the row; missing where the price is unknown), {@code
     *     attributes}, {@code rating} (1 to 5, missing without a judge) and {@code journal}, the keys behind {@link
     *     Lineage}. As many rows are kept as were asked for, or fewer where the budget, the limit of requests or a teacher
     *     that repeats itself ended it, which a notice tells
     * @throws Prompt2ModelException if the number makes no sense, if the teacher cannot be asked, or if it gives nothing
     *     usable at all; what was made stays in the journal
     */
    public static Table generate(Task task, int examples, GenerationOptions options) {
        if (examples < 1 || examples > MOST_EXAMPLES) {
            throw new Prompt2ModelException(
                    STAGE + " was asked for " + examples + " examples",
                    "it makes from 1 to " + MOST_EXAMPLES,
                    "ask for 500 to begin with, and for a few thousand to train on");
        }
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        Task clean = distinct(task);
        Map<String, Object> facts = facts(clean, teacher);
        facts.put("examples", examples);
        facts.putAll(options.facts());
        return Run.current().table(STAGE, facts, () -> {
            Budget budget = new Budget(options.budget());
            Task asked = translated(clean, options, asking(clean, options, teacher, budget));
            Generation.Asking asking = asking(asked, options, teacher, budget);
            Plan plan = plan(asked, options, asking);
            Forecast.tell(examples, options, asking);
            return rows(new Generation(asked, plan, examples, options, asking), teacher);
        });
    }

    /**
     * The plan that {@link #generate} would have the teacher write, to be looked at and edited first. Generating with the
     * same options asks the same question, which the journal then answers.
     */
    public static Plan plan(Task task, GenerationOptions options) {
        Teacher teacher = options.teacher().orElseGet(Teachers::fromEnvironment);
        Task clean = distinct(task);
        Budget budget = new Budget(options.budget());
        return Run.current().call("planDataset", facts(clean, teacher), () -> {
            Task asked = translated(clean, options, asking(clean, options, teacher, budget));
            return Planner.plan(asked, asking(asked, options, teacher, budget), options.seed());
        });
    }

    private static Map<String, Object> facts(Task task, Teacher teacher) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("demonstrations", Fingerprint.of(task.demonstrations()));
        facts.put("teacher", teacher.name());
        return facts;
    }

    private static Generation.Asking asking(Task task, GenerationOptions options, Teacher teacher, Budget budget) {
        return new Generation.Asking(
                teacher, budget, new GenerationPrompt(task, options.steering().promptTokens()));
    }

    private static Task translated(Task task, GenerationOptions options, Generation.Asking asking) {
        return options.steering().language() == PromptLanguage.ENGLISH
                ? Planner.translated(task, asking, options.seed())
                : task;
    }

    private static Plan plan(Task task, GenerationOptions options, Generation.Asking asking) {
        if (options.steering().plan().isPresent()) {
            return options.steering().plan().get();
        }
        Plan plan = Planner.plan(task, asking, options.seed());
        if (!plan.isEmpty()) {
            ProgressMeter.notice(STAGE, "the plan, which the option plan(\"\"\"...\"\"\") replaces:\n" + plan);
        }
        return plan;
    }

    /** Demonstrations once each: a repeated one would weigh double in every prompt. */
    private static Task distinct(Task task) {
        List<Example> examples = task.examples();
        Set<Example> distinct = new LinkedHashSet<>(examples);
        long inputs = distinct.stream().map(Example::input).distinct().count();
        if (inputs < distinct.size()) {
            ProgressMeter.notice(
                    STAGE,
                    "the same input stands in several demonstrations with different outputs; correct the prompt");
        }
        if (distinct.size() == examples.size()) {
            return task;
        }
        ProgressMeter.notice(
                STAGE, examples.size() - distinct.size() + " repeated demonstration(s) in the prompt are used once");
        return new Task(
                task.instruction(), DataRows.of(task.demonstrations().name(), List.copyOf(distinct), "demonstration"));
    }

    private static Table rows(Generation generation, Teacher teacher) {
        try {
            generation.run();
        } catch (RuntimeException e) {
            keepPartial(named(generation, teacher));
            throw e;
        }
        return named(generation, teacher);
    }

    private static Table named(Generation generation, Teacher teacher) {
        return generation.table("generated").setName(Rehearsal.label(STAGE, teacher.rehearsal()));
    }

    private static void keepPartial(Table rows) {
        if (rows.isEmpty()) {
            return;
        }
        String file = "data/" + STAGE + "-unfinished.csv";
        rows.write().csv(Run.current().file(file).toString());
        ProgressMeter.notice(
                STAGE, "the " + rows.rowCount() + " rows made so far are in " + file + " of the run folder");
    }
}

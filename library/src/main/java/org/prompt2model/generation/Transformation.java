package org.prompt2model.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** One call of {@code transformDataset}: a plan from five rows, then each row rewritten by it. */
final class Transformation {
    private static final String STAGE = DatasetTransformer.STAGE;
    private static final String IN_JOURNAL =
            "Every reply so far is in the journal; call it again to go on where it ended.";
    private static final int SAMPLE_ROWS = 5;
    private static final int PLAN_TOKENS = 1_000;
    private static final int ROW_CHARACTERS = 6_000;

    private final Task task;
    private final Table rows;
    private final Teacher teacher;
    private final TransformOptions options;
    private final GenerationPrompt prompts;
    private final Budget budget;
    private final RowFilter filter;
    private final List<Draft> drafts = new ArrayList<>();
    private int asked;
    private int failures;

    Transformation(Task task, Table rows, TransformOptions options, Teacher teacher) {
        this.task = task;
        this.rows = rows;
        this.options = options;
        this.teacher = teacher;
        this.prompts = new GenerationPrompt(task);
        this.budget = new Budget(options.budgetUsd());
        this.filter = new RowFilter(task, Integer.MAX_VALUE);
    }

    /** The rewritten rows with their verdicts. */
    Table run(String source) {
        List<Integer> chosen = chosen();
        String plan = options.plan().orElseGet(() -> plan(chosen));
        ProgressMeter.notice(STAGE, "the plan:\n" + plan);
        boolean givenUp = false;
        try (ProgressMeter meter = new ProgressMeter(STAGE, chosen.size(), "rows")) {
            for (int row : chosen) {
                drafts.add(givenUp ? draft("", "", "not tried", 0) : rewritten(plan, row));
                failures += drafts.get(drafts.size() - 1).reason().isEmpty() ? 0 : 1;
                // More than a third have failed, whatever the rest will bring: to go on would only cost.
                givenUp = givenUp || failures * 3 > chosen.size();
                meter.update(drafts.size(), figures());
            }
        }
        if (givenUp) {
            ProgressMeter.notice(STAGE, "given up: more than a third of the rows do not fit the task");
        }
        return table(source, givenUp);
    }

    private Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("dropped", Integer.toString(failures));
        figures.put("spent", budget.words());
        return figures;
    }

    private Table table(String source, boolean givenUp) {
        Drafts.Rows result = new Drafts.Rows(source);
        Set<String> seen = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (!draft.reason().isEmpty()) {
                result.dropped(draft, draft.reason(), null);
            } else if (givenUp) {
                result.dropped(draft, "dataset given up: more than a third of its rows failed", null);
            } else if (!seen.add(draft.input())) {
                result.dropped(draft, "duplicate of an earlier row", null);
            } else {
                Ballot ballot = new Ballot();
                ballot.add(draft.output());
                result.kept(draft, ballot);
            }
        }
        return result.table();
    }

    /** Row numbers to rewrite, in their order; a draw where there are more than allowed. */
    private List<Integer> chosen() {
        Set<Integer> chosen = new TreeSet<>();
        if (rows.rowCount() <= options.maxRows()) {
            for (int row = 0; row < rows.rowCount(); row++) {
                chosen.add(row);
            }
            return List.copyOf(chosen);
        }
        ProgressMeter.notice(STAGE, options.maxRows() + " of " + rows.rowCount() + " rows are taken, drawn at random");
        SplittableRandom random = new SplittableRandom(options.seed());
        while (chosen.size() < options.maxRows()) {
            chosen.add(random.nextInt(rows.rowCount()));
        }
        return List.copyOf(chosen);
    }

    private String plan(List<Integer> chosen) {
        List<String> samples = new ArrayList<>();
        for (int row : chosen.subList(0, Math.min(SAMPLE_ROWS, chosen.size()))) {
            samples.add(text(row));
        }
        Reply reply = ask(new Question(TransformPrompt.plan(task, samples), 0, options.seed(), PLAN_TOKENS));
        if (reply instanceof Reply.Text text && !text.text().isBlank()) {
            return text.text().strip();
        }
        throw new Prompt2ModelException(
                "No plan for the dataset '" + rows.name() + "'",
                teacher.name() + " was asked for one and gave: " + reply,
                "call it again, or write the plan yourself: TransformOptions.defaults().plan(\"...\")");
    }

    private Draft rewritten(String plan, int row) {
        Reply reply = ask(
                new Question(TransformPrompt.row(task, plan, text(row)), 0, options.seed(), prompts.replyTokens(2)));
        if (!(reply instanceof Reply.Text text)) {
            return draft("", "", "no reply: " + reply, reply.costUsd());
        }
        for (JsonNode object : JsonReplies.objects(text.text())) {
            if (object.has("skip")) {
                return draft(
                        "", "", "skipped by the teacher: " + object.path("skip").asText(), reply.costUsd());
            }
            Draft draft = draft(
                    object.path("input").asText().strip(),
                    object.path("output").asText().strip(),
                    "",
                    reply.costUsd());
            return filter.check(draft);
        }
        return draft("", "", "malformed reply", reply.costUsd());
    }

    private Reply ask(Question question) {
        StageInterruptedException.check(STAGE, IN_JOURNAL);
        if (!budget.allows(teacher, question)) {
            return new Reply.Failed("the budget of " + options.budgetUsd() + " US dollars is used up");
        }
        asked++;
        Reply reply = teacher.ask(question);
        budget.spend(reply);
        return reply;
    }

    private Draft draft(String input, String output, String reason, double costUsd) {
        return new Draft(input, output, reason, 0, asked, costUsd);
    }

    private String text(int row) {
        List<String> lines = new ArrayList<>();
        for (Column<?> column : rows.columns()) {
            if (!column.name().equals(Columns.SOURCE) && !column.isMissing(row)) {
                lines.add(column.name() + ": " + column.getString(row));
            }
        }
        String text = String.join("\n", lines);
        return text.length() > ROW_CHARACTERS ? text.substring(0, ROW_CHARACTERS) + "..." : text;
    }
}

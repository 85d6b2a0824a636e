package org.prompt2model.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.Dispatcher;
import org.prompt2model.teacher.Estimate;
import org.prompt2model.teacher.Exchange;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.Outcome;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;

/** One call of {@code transformDataset}: each row rewritten by the plan, several at once, until too many have failed. */
final class Transformation implements Dispatcher.Work {
    private static final String STAGE = DatasetTransformer.STAGE;
    /** Questions prepared ahead: at most so many rows are still paid for after the dataset is given up. */
    private static final int WINDOW = 16;

    private final Task task;
    private final SourceRows rows;
    private final TransformOptions options;
    private final Teacher teacher;
    private final Budget budget;
    private final int replyTokens;
    private final RowFilter filter;
    private final String plan;
    private final List<Draft> drafts = new ArrayList<>();
    private final Deque<Integer> waiting;
    private final ProgressMeter meter;
    private int failures;
    private boolean givenUp;

    private Transformation(Task task, SourceRows rows, String plan, TransformOptions options, Means means) {
        this.task = task;
        this.rows = rows;
        this.plan = plan;
        this.options = options;
        this.teacher = means.teacher();
        this.budget = means.budget();
        this.meter = means.meter();
        this.replyTokens = new GenerationPrompt(task, GenerationPrompt.PAPER_TOKENS).replyTokens(2);
        this.filter = new RowFilter(task, Integer.MAX_VALUE, false);
        this.waiting = new ArrayDeque<>(rows.chosen());
    }

    private record Means(Teacher teacher, Budget budget, ProgressMeter meter) {}

    /** The rewritten rows with their verdicts, all of them dropped where more than a third failed. */
    static Table run(Task task, SourceRows rows, String plan, TransformOptions options, Asking asking) {
        try (ProgressMeter meter = new ProgressMeter(STAGE, rows.chosen().size(), "rows")) {
            Means means = new Means(asking.teacher(), asking.budget(), meter);
            Transformation work = new Transformation(task, rows, plan, options, means);
            ProgressMeter.notice(STAGE, work.estimate().words());
            Outcome outcome = Dispatcher.run(STAGE, means.teacher(), means.budget(), WINDOW, work);
            if (outcome instanceof Outcome.BudgetReached reached) {
                ProgressMeter.notice(STAGE, "the next request could pass " + reached.words());
                work.leave("not tried: the next request could pass " + reached.words());
            }
            if (work.givenUp) {
                work.leave("not tried");
                ProgressMeter.notice(STAGE, "given up: more than a third of the rows do not fit the task");
            }
            work.tellFailures();
            return work.table();
        }
    }

    /** Who is asked, and out of which budget. */
    record Asking(Teacher teacher, Budget budget) {}

    private Estimate estimate() {
        return Estimate.of(
                teacher, question(rows.chosen().get(0)), rows.chosen().size(), replyTokens / 6);
    }

    @Override
    public Optional<Question> next() {
        return givenUp ? Optional.empty() : Optional.ofNullable(waiting.poll()).map(this::question);
    }

    @Override
    public void take(int request, Question question, Reply reply) {
        Draft.Origin origin = new Draft.Origin(request, 0, "", Exchange.key(teacher, question));
        Draft draft = rewritten(reply, origin);
        drafts.add(draft);
        failures += draft.reason().isEmpty() ? 0 : 1;
        // More than a third have failed, whatever the rest will bring: to go on would only cost.
        givenUp = failures * 3 > rows.chosen().size();
        Map<String, String> figures = new LinkedHashMap<>(budget.figures());
        figures.put("dropped", Integer.toString(failures));
        meter.update(drafts.size(), figures);
    }

    private Question question(int row) {
        return new Question(TransformPrompt.row(task, plan, rows.text(row)), 0, options.seed(), replyTokens);
    }

    private Draft rewritten(Reply reply, Draft.Origin origin) {
        List<JsonNode> objects = JsonReplies.objects(Errand.text(reply));
        if (objects.isEmpty()) {
            return new Draft("", "", Errand.trouble(reply), origin, reply.costUsd());
        }
        JsonNode object = objects.get(0);
        if (object.has("skip")) {
            String why = "skipped by the teacher: " + object.path("skip").asText();
            return new Draft("", "", why, origin, reply.costUsd());
        }
        return filter.check(new Draft(text(object, "input"), text(object, "output"), "", origin, reply.costUsd()));
    }

    private static String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        return node.isContainerNode() ? node.toString() : node.asText().strip();
    }

    /** The rows that were not asked about. */
    private void leave(String why) {
        while (drafts.size() < rows.chosen().size()) {
            drafts.add(new Draft("", "", why, new Draft.Origin(0, 0, "", ""), 0));
        }
    }

    private void tellFailures() {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        drafts.stream()
                .filter(draft -> !draft.reason().isEmpty())
                .forEach(draft -> reasons.merge(draft.reason().split(":", 2)[0], 1, Integer::sum));
        reasons.forEach((reason, count) -> ProgressMeter.notice(STAGE, count + " rows dropped: " + reason));
    }

    private Table table() {
        GeneratedRows result = new GeneratedRows("transformed:" + rows.dataset());
        Set<String> seen = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (!draft.reason().isEmpty()) {
                result.dropped(draft);
            } else if (givenUp) {
                result.dropped(draft.because("dataset given up: more than a third of its rows failed"));
            } else if (!seen.add(draft.input())) {
                result.dropped(draft.because("duplicate of an earlier row"));
            } else {
                result.kept(draft);
            }
        }
        return result.table();
    }
}

package org.prompt2model.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;

/** One call of {@code generateDataset}: asks, filters and votes until enough inputs are kept. */
final class Generation {
    private static final String STAGE = DatasetGenerator.STAGE;
    private static final String IN_JOURNAL =
            "Every reply so far is in the journal; call it again to go on where it ended.";
    private static final int OWN_EXAMPLES = 10;
    private static final int PATIENCE = 10;
    private static final double VOTE_TEMPERATURE = 0.3;

    private final Teacher teacher;
    private final GenerationOptions options;
    private final int wanted;
    private final GenerationPrompt prompts;
    private final RowFilter filter;
    private final Budget budget;
    private final SplittableRandom random;
    private final Drafts drafts = new Drafts();
    private int asked;
    private boolean ended;

    Generation(Task task, int wanted, GenerationOptions options, Teacher teacher) {
        this.teacher = teacher;
        this.options = options;
        this.wanted = wanted;
        this.prompts = new GenerationPrompt(task);
        this.filter = new RowFilter(task, options.maxCharacters());
        this.budget = new Budget(options.budgetUsd());
        this.random = new SplittableRandom(options.seed());
    }

    /** Runs to the end; whatever ends it early, what was made is in {@link #drafts()}. */
    void run() {
        int barren = 0;
        try (ProgressMeter meter = new ProgressMeter(STAGE, wanted, "rows")) {
            while (drafts.kept() < wanted && !ended) {
                int before = drafts.kept();
                round();
                barren = drafts.kept() > before ? 0 : barren + 1;
                if (barren >= PATIENCE) {
                    throw barren();
                }
                meter.update(drafts.kept(), figures());
            }
        }
    }

    Drafts drafts() {
        return drafts;
    }

    private Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("requests", String.format(Locale.ROOT, "%,d", asked));
        figures.put("spent", budget.words());
        return figures;
    }

    private void round() {
        int missing = wanted - drafts.kept();
        int count = Math.min(options.examplesPerReply(), missing + missing / 5 + 1);
        double rise = options.highTemperature() - options.lowTemperature();
        double temperature = options.lowTemperature() + rise * drafts.kept() / wanted;
        String prompt = prompts.newExamples(drafts.sample(OWN_EXAMPLES, random), count);
        List<String> fresh = new ArrayList<>();
        for (int response = 0; response < options.responsesPerRequest() && !ended; response++) {
            Reply reply = ask(new Question(prompt, temperature, seed(), prompts.replyTokens(count)));
            if (reply != null) {
                propose(reply, temperature, fresh);
            }
        }
        for (int vote = 1; vote < options.votes() && !fresh.isEmpty() && !ended; vote++) {
            Reply reply = ask(
                    new Question(prompts.answers(fresh), VOTE_TEMPERATURE, seed(), prompts.replyTokens(fresh.size())));
            if (reply != null) {
                vote(reply, fresh);
            }
        }
    }

    /** A seed of its own for each question of this call. */
    private long seed() {
        return options.seed() * 1_000_003 + asked;
    }

    /** The reply, or null where a limit forbids to ask: the stage then ends with what there is. */
    private Reply ask(Question question) {
        StageInterruptedException.check(STAGE, IN_JOURNAL);
        if (asked >= options.maxRequests()) {
            end("the limit of " + options.maxRequests() + " requests is reached");
            return null;
        }
        if (!budget.allows(teacher, question)) {
            end("the next request could pass the budget of " + options.budgetUsd() + " US dollars, " + budget.words()
                    + " is spent");
            return null;
        }
        asked++;
        Reply reply = teacher.ask(question);
        budget.spend(reply);
        return reply;
    }

    private void end(String why) {
        ended = true;
        ProgressMeter.notice(STAGE, why + "; it ends with " + drafts.kept() + " of " + wanted + " rows");
    }

    private void propose(Reply reply, double temperature, List<String> fresh) {
        String text = text(reply);
        List<JsonNode> items = JsonReplies.items(text, "examples");
        if (items.isEmpty()) {
            String reason = text.isEmpty() ? "no reply: " + reply : "malformed reply: " + text;
            drafts.add(new Draft("", "", shortened(reason), temperature, asked, reply.costUsd()));
        }
        for (JsonNode item : items) {
            Draft draft = new Draft(
                    words(item, "input"),
                    words(item, "output"),
                    "",
                    temperature,
                    asked,
                    reply.costUsd() / items.size());
            Draft checked = filter.check(draft);
            boolean needed = drafts.kept() < wanted
                    || drafts.knows(checked.input())
                    || !checked.reason().isEmpty();
            if (drafts.add(needed ? checked : checked.because("not needed: " + wanted + " rows are kept already"))) {
                fresh.add(checked.input());
            }
        }
    }

    private void vote(Reply reply, List<String> inputs) {
        List<JsonNode> items = JsonReplies.items(text(reply), "outputs");
        for (JsonNode item : items) {
            int index = item.path("id").asInt() - 1;
            if (index >= 0 && index < inputs.size()) {
                double cost = reply.costUsd() / items.size();
                Draft answer = filter.check(
                        new Draft(inputs.get(index), words(item, "output"), "", VOTE_TEMPERATURE, asked, cost));
                if (answer.reason().isEmpty()) {
                    drafts.vote(answer);
                }
            }
        }
    }

    /** What the teacher wrote; of a reply that was cut off, the whole items still count. */
    private static String text(Reply reply) {
        if (reply instanceof Reply.Text text) {
            return text.text();
        }
        return reply instanceof Reply.Truncated truncated ? truncated.text() : "";
    }

    private static String words(JsonNode item, String field) {
        JsonNode node = item.path(field);
        return node.isContainerNode() ? node.toString() : node.asText().strip();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }

    private Prompt2ModelException barren() {
        return new Prompt2ModelException(
                teacher.name() + " gave no new usable row in " + PATIENCE + " rounds, after " + drafts.kept() + " of "
                        + wanted + " rows",
                "the last reason was: " + drafts.lastReason(),
                "look at the dropped rows; then reword the instruction, raise the temperature, or ask for at most "
                        + drafts.kept() + " rows: they come from the journal and cost nothing");
    }
}

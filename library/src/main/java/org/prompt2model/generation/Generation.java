package org.prompt2model.generation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.teacher.Budget;
import org.prompt2model.teacher.Dispatcher;
import org.prompt2model.teacher.Exchange;
import org.prompt2model.teacher.Outcome;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;

/** One call of {@code generateDataset}: asks, filters and votes until enough inputs are kept. */
final class Generation implements Dispatcher.Work {
    private static final String STAGE = DatasetGenerator.STAGE;
    /** Questions prepared ahead. What is asked may depend on all replies but the last so many, whatever their order. */
    private static final int WINDOW = 32;
    /** Inputs in a row that came to nothing after which there is no point in further ones. */
    private static final int PATIENCE = 120;

    private final Teacher teacher;
    private final GenerationOptions options;
    private final int wanted;
    private final Budget budget;
    private final Pool pool;
    private final Showcase showcase;
    private final Proposals proposals;
    private final Answers answers;
    private final Optional<Ratings> ratings;
    private final Seeds seeds;
    private final Deque<Errand> underway = new ArrayDeque<>();
    private ProgressMeter meter;
    private int sent;
    private int kept;
    private int open;
    private int finished;
    private int lostInARow;
    private String ended = "";

    Generation(Task task, Plan plan, int wanted, GenerationOptions options, Asking asking) {
        this.teacher = asking.teacher();
        this.budget = asking.budget();
        this.options = options;
        this.wanted = wanted;
        this.seeds = new Seeds(options.seed());
        this.pool = new Pool(task, options.checking());
        this.showcase = new Showcase(options.sampling().votes() > 1);
        RowFilter filter = new RowFilter(
                task, options.checking().maxCharacters(), options.checking().sameScript());
        this.proposals = new Proposals(
                new Proposals.Parts(asking.prompts(), filter, pool, showcase), plan, options, this::opened);
        this.answers = new Answers(asking.prompts(), filter, options, this::answered);
        this.ratings = options.checking().judge()
                ? Optional.of(new Ratings(asking.prompts(), options.sampling().examplesPerReply(), this::finished))
                : Optional.empty();
    }

    /** Who is asked, out of which budget, and how. */
    record Asking(Teacher teacher, Budget budget, GenerationPrompt prompts) {}

    /**
     * Runs to the end; whatever ends it early, what was made is in {@link #table}.
     *
     * @throws Prompt2ModelException if the teacher gives nothing usable at all
     */
    void run() {
        try (ProgressMeter progress = new ProgressMeter(STAGE, wanted, "rows")) {
            meter = progress;
            Outcome outcome = Dispatcher.run(STAGE, teacher, budget, WINDOW, this);
            if (outcome instanceof Outcome.BudgetReached reached) {
                ended = "the next request could pass " + reached.words();
            }
        } finally {
            pool.closeAll(this::closeUnfinished);
        }
        if (proposals.exhausted() && kept < wanted) {
            ended = teacher.name() + " was not asked further: " + proposals.trouble();
        }
        if (kept == 0 && (proposals.exhausted() || lostInARow >= PATIENCE)) {
            throw nothing();
        }
        if (kept < wanted) {
            ProgressMeter.notice(STAGE, ended + "; it ends with " + kept + " of " + wanted + " rows");
        }
    }

    Table table(String source) {
        return pool.table(source);
    }

    @Override
    public Optional<Question> next() {
        if (kept >= wanted || !ended.isEmpty()) {
            return Optional.empty();
        }
        if (sent >= options.maxRequests()) {
            ended = "the limit of " + options.maxRequests() + " requests is reached";
            return Optional.empty();
        }
        Optional<Errand> errand = answers.next(false, seeds)
                .or(() -> ratings.flatMap(waiting -> waiting.next(false, seeds)))
                .or(this::newInputs)
                .or(this::rest);
        errand.ifPresent(each -> {
            underway.add(each);
            sent++;
        });
        return errand.map(Errand::question);
    }

    private Optional<Errand> newInputs() {
        double share = (kept + open + proposals.expected()) / wanted;
        double survival = (kept + 10.0) / (finished + 10.0);
        return proposals.next(wanted - kept - open * survival, share, seeds);
    }

    /** What waits for company, once no more of it will come. */
    private Optional<Errand> rest() {
        if (proposals.expecting()) {
            return Optional.empty();
        }
        Optional<Errand> answer = answers.next(true, seeds);
        boolean answering = answer.isPresent() || !underway.isEmpty();
        return answering ? answer : ratings.flatMap(waiting -> waiting.next(true, seeds));
    }

    @Override
    public void take(int request, Question question, Reply reply) {
        underway.remove().use().take(request, Exchange.key(teacher, question), reply);
        meter.update(kept, budget.figures());
    }

    private void opened(Candidate candidate) {
        open++;
        answers.add(candidate);
    }

    private void answered(Candidate candidate) {
        if (candidate.ballot().isEmpty() || ratings.isEmpty()) {
            finished(candidate);
        } else {
            ratings.get().add(candidate);
        }
    }

    private void finished(Candidate candidate) {
        open--;
        finished++;
        if (!candidate.closed()) {
            candidate.close(verdict(candidate));
        }
        lostInARow = candidate.kept() ? 0 : lostInARow + 1;
        if (candidate.kept()) {
            kept++;
            showcase.offer(candidate);
        } else if (lostInARow == PATIENCE && kept < wanted) {
            ended = "none of the last " + PATIENCE + " inputs became a row, the last one because of: "
                    + candidate.reason();
        }
    }

    private String verdict(Candidate candidate) {
        if (candidate.ballot().isEmpty()) {
            return "no usable answer: " + candidate.lastTrouble();
        }
        return kept < wanted ? "" : "not needed: " + wanted + " rows are kept already";
    }

    /** Of what was underway when it ended, an input counts once it has an answer, unless its rating is to come. */
    private void closeUnfinished(Candidate candidate) {
        if (candidate.ballot().isEmpty()) {
            candidate.close(
                    kept < wanted
                            ? "no answer: the stage ended first"
                            : "not needed: " + wanted + " rows are kept already");
        } else if (ratings.isPresent() && kept < wanted) {
            candidate.close("no rating: the stage ended first");
        } else {
            finished(candidate);
        }
    }

    private Prompt2ModelException nothing() {
        return new Prompt2ModelException(
                teacher.name() + " gave no usable row",
                ended,
                "look at the dropped rows; then reword the instruction, or ask another teacher");
    }
}

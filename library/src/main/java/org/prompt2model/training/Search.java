package org.prompt2model.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

/**
 * A search, trial after trial. Which trial comes next depends on nothing but the options and the trials before, so a
 * search that is called again retraces its way through the journal and goes on where that ends.
 */
final class Search {
    private static final String STAGE = "tune";

    private final Task task;
    private final String model;
    private final Splits data;
    private final TuningOptions options;
    private final SearchJournal journal;

    Search(Task task, String model, Splits data, TuningOptions options, SearchJournal journal) {
        this.task = task;
        this.model = model;
        this.data = data;
        this.options = options;
        this.journal = journal;
    }

    /** The trials, those of earlier calls first. */
    List<Trial> run() {
        Proposer proposer = new Proposer(options);
        List<Trial> ended = new ArrayList<>();
        List<Trial> before = journal.trials();
        tellResumed(Math.min(before.size(), options.trials()));
        while (ended.size() < options.trials() && !isSpent(seconds(ended))) {
            Map<HyperParameter, Double> values =
                    proposer.next(ended.stream().map(Trial::observation).toList());
            if (ended.size() < before.size()) {
                ended.add(before.get(ended.size()));
                continue;
            }
            Trial trial = trial(values, ended);
            ended.add(trial);
            if (trial.status().startsWith(Trial.STOPPED) && !trial.student().isEmpty()) {
                break; // the budget cut it short, so under a larger one it may still go on
            }
            journal.add(trial);
        }
        if (ended.size() < options.trials()) {
            ProgressMeter.notice(
                    STAGE,
                    "the budget of " + budget() + " is spent after " + ended.size() + " of " + options.trials()
                            + " trials");
        }
        return ended;
    }

    private static void tellResumed(int trials) {
        if (trials > 0) {
            ProgressMeter.notice(STAGE, "this search was begun before: " + trials + " trials are taken from there");
        }
    }

    private Trial trial(Map<HyperParameter, Double> values, List<Trial> ended) {
        TrainingOptions proposal = options.training().name("");
        for (Map.Entry<HyperParameter, Double> each : values.entrySet()) {
            proposal = each.getKey().set(proposal, each.getValue());
        }
        ProgressMeter.notice(STAGE, words(ended.size() + 1, values));
        long began = System.nanoTime();
        Gate gate = new Gate(ended);
        try {
            FineTuning.Training training = FineTuning.train(task, model, data, proposal, gate);
            return ended(values, training, gate, began);
        } catch (StageInterruptedException e) {
            throw interrupted(ended.size(), e);
        } catch (Prompt2ModelException e) {
            // Files close by themselves under a thread whose flag is up, which says nothing of the trial.
            if (Thread.interrupted()) {
                throw interrupted(ended.size(), e);
            }
            // A model or data that no trial could train with is the caller's error, told at once.
            if (ended.isEmpty() && !gate.begun) {
                throw e;
            }
            return new Trial(values, "", List.of(), since(began), Trial.FAILED + e.what(), "");
        }
    }

    private StageInterruptedException interrupted(int ended, RuntimeException cause) {
        String kept =
                ended + " of " + options.trials() + " trials are kept; run the cell again to go on with the next. ";
        StageInterruptedException interruption = new StageInterruptedException(STAGE, kept + cause.getMessage());
        interruption.initCause(cause);
        return interruption;
    }

    private static Trial ended(
            Map<HyperParameter, Double> values, FineTuning.Training training, Gate gate, long began) {
        Table history = training.history();
        double trained = history.doubleColumn(Columns.SECONDS).getDouble(history.rowCount() - 1);
        String name = "";
        if (training.student().isPresent()) {
            try (Student student = training.student().get()) {
                name = student.card().name();
            }
        }
        // What an earlier call trained of it counts too.
        double seconds = Math.max(since(began), trained);
        return new Trial(values, Trial.metric(history), Trial.bests(history), seconds, gate.status, name);
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private String words(int trial, Map<HyperParameter, Double> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey().column().replace('_', ' ') + " "
                        + each.getKey().words(each.getValue()))
                .collect(Collectors.joining(", ", "trial " + trial + " of " + options.trials() + ": ", ""));
    }

    private static double seconds(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::seconds).sum();
    }

    private boolean isSpent(double seconds) {
        Optional<Duration> budget = options.budget();
        return budget.isPresent() && seconds >= budget.get().toNanos() / 1e9;
    }

    private String budget() {
        return options.budget()
                .map(time -> String.format(Locale.ROOT, "%.4g minutes", time.toNanos() / 60e9))
                .orElse("no limit");
    }

    /** Stops the trial that runs when its time is over, or when it is not among the best of its rung. */
    private final class Gate implements TrainingLoop.Gate {
        private final List<Trial> ended;
        private String status = Trial.DONE;
        private boolean begun;

        Gate(List<Trial> ended) {
            this.ended = List.copyOf(ended);
        }

        @Override
        public void begun() {
            begun = true;
        }

        @Override
        public Way at(TrainingLoop.Standing standing) {
            List<Trial.Best> bests = Trial.bests(standing.history());
            int evaluation = bests.size();
            if (options.halving().isPresent() && options.halving().get().isRung(evaluation)) {
                Halving halving = options.halving().get();
                List<Trial.Best> others = ended.stream()
                        .filter(trial -> !trial.failed() && trial.bests().size() >= evaluation)
                        .map(trial -> trial.bests().get(evaluation - 1))
                        .toList();
                if (!halving.passes(bests.get(evaluation - 1), others)) {
                    status = Trial.STOPPED + "not among the best 1/" + halving.eta() + " at evaluation " + evaluation;
                    return Way.DROP;
                }
            }
            if (isSpent(seconds(ended) + standing.seconds())) {
                status = Trial.STOPPED + "the budget of " + budget() + " is spent, at evaluation " + evaluation;
                return Way.KEEP;
            }
            return Way.ON;
        }
    }
}

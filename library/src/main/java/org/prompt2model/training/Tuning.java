package org.prompt2model.training;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Trains several times with other hyper-parameters and lists what came of it. */
public final class Tuning {
    private static final String STAGE = "tune";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String WEIGHT_DECAY = "weight_decay";
    private static final String EPOCHS = "epochs";
    private static final String STUDENT = "student";

    private Tuning() {}

    /**
     * One training a trial; a trial that fails is listed and the next begins.
     *
     * @return {@code trial}, {@code learning_rate}, {@code weight_decay}, {@code epochs}, {@code metric}, {@code value}
     *     (best validation score, missing where the trial failed), {@code seconds}, {@code status} ({@code done}, or
     *     {@code failed:} with the reason), {@code student} (its name in the run folder)
     */
    public static Table tune(Task task, String model, Splits data, TuningOptions options) {
        Map<String, Object> facts = FineTuning.facts(task, model, data, options);
        return Run.current().table(STAGE, facts, () -> trials(task, model, data, options));
    }

    private static Table trials(Task task, String model, Splits data, TuningOptions options) {
        Table table = Rehearsal.name(empty(), STAGE, data.train());
        Random random = new Random(options.seed());
        for (int trial = 1; trial <= options.trials(); trial++) {
            TrainingOptions proposal = options.training()
                    .name("")
                    .learningRate(logarithmic(random, options.learningRate()))
                    .weightDecay(logarithmic(random, options.weightDecay()))
                    .epochs(whole(random, options.epochs()));
            table.intColumn(Columns.TRIAL).append(trial);
            table.doubleColumn(LEARNING_RATE).append(proposal.learningRate());
            table.doubleColumn(WEIGHT_DECAY).append(proposal.weightDecay());
            table.intColumn(EPOCHS).append(proposal.epochs());
            ProgressMeter.notice(STAGE, words(trial, options.trials(), proposal));
            long began = System.nanoTime();
            try (Student student = FineTuning.fineTune(task, model, data, proposal)) {
                appendScore(table, student);
            } catch (Prompt2ModelException e) {
                // A model or data that no trial could train with is the caller's error, told at once.
                if (trial == 1) {
                    throw e;
                }
                table.stringColumn(Columns.METRIC).append("");
                table.doubleColumn(Columns.VALUE).appendMissing();
                table.stringColumn(Columns.STATUS).append("failed: " + e.what());
                table.stringColumn(STUDENT).append("");
            }
            table.doubleColumn(Columns.SECONDS).append((System.nanoTime() - began) / 1e9);
        }
        return table;
    }

    private static String words(int trial, int trials, TrainingOptions proposal) {
        return String.format(
                Locale.ROOT,
                "trial %d of %d: learning rate %.4g, weight decay %.4g, epochs %d",
                trial,
                trials,
                proposal.learningRate(),
                proposal.weightDecay(),
                proposal.epochs());
    }

    private static void appendScore(Table table, Student student) {
        Table history = student.history();
        Table scores = history.where(DataRows.text(history, Columns.SPLIT)
                .isEqualTo("validation")
                .and(DataRows.text(history, Columns.METRIC).isNotEqualTo("loss")));
        table.stringColumn(Columns.METRIC)
                .append(scores.stringColumn(Columns.METRIC).get(0));
        table.doubleColumn(Columns.VALUE)
                .append(scores.doubleColumn(Columns.VALUE).max());
        table.stringColumn(Columns.STATUS).append("done");
        table.stringColumn(STUDENT).append(student.card().name());
    }

    /**
     * Opens the student of the best trial.
     *
     * @param trials a table of {@link #tune}, in the run that made it
     */
    public static Student bestStudent(Table trials) {
        DataRows.require(trials, "bestStudent", Columns.VALUE, STUDENT);
        int best = -1;
        DoubleColumn values = trials.doubleColumn(Columns.VALUE);
        for (int row = 0; row < values.size(); row++) {
            if (!values.isMissing(row) && (best < 0 || values.getDouble(row) > values.getDouble(best))) {
                best = row;
            }
        }
        if (best < 0) {
            throw new Prompt2ModelException(
                    "No trial of table '" + trials.name() + "' has a score",
                    "each of its " + trials.rowCount() + " trials failed",
                    "read the column 'status' for the reasons, and search smaller ranges");
        }
        String name = trials.stringColumn(STUDENT).get(best);
        Path folder = Run.current().file("students/" + name);
        return Student.open(folder);
    }

    private static Table empty() {
        return Table.create(
                STAGE,
                IntColumn.create(Columns.TRIAL),
                DoubleColumn.create(LEARNING_RATE),
                DoubleColumn.create(WEIGHT_DECAY),
                IntColumn.create(EPOCHS),
                StringColumn.create(Columns.METRIC),
                DoubleColumn.create(Columns.VALUE),
                DoubleColumn.create(Columns.SECONDS),
                StringColumn.create(Columns.STATUS),
                StringColumn.create(STUDENT));
    }

    private static double logarithmic(Random random, TuningOptions.Range range) {
        double low = Math.log(range.low());
        return Math.exp(low + random.nextDouble() * (Math.log(range.high()) - low));
    }

    private static int whole(Random random, TuningOptions.Range range) {
        int low = (int) Math.round(range.low());
        return low + random.nextInt((int) Math.round(range.high()) - low + 1);
    }
}

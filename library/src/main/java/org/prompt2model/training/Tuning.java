package org.prompt2model.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Run;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Trains several times with other hyper-parameters and lists what came of it. */
public final class Tuning {
    private static final String STAGE = "tune";
    private static final String STUDENT = "student";

    private Tuning() {}

    /**
     * One training a trial; a trial that fails is listed and the next begins. A search that was interrupted, or whose JVM
     * was killed, is gone on with by the same call, and so is one with fewer trials or a smaller budget: trials that
     * ended are not repeated, and the one that was running goes on where it was. The same options and data give the same
     * table, but for {@code seconds} and what a budget cuts short.
     *
     * @return {@code trial}, a column a hyper-parameter that is searched, {@code metric}, {@code value} (best validation
     *     score, missing where the trial failed), {@code seconds}, {@code status} ({@code done}, or {@code stopped:} or
     *     {@code failed:} with the reason), {@code student} (its name in the run folder, empty where the trial failed or
     *     was stopped by {@link Halving})
     */
    public static Table tune(Task task, String model, Splits data, TuningOptions options) {
        Map<String, Object> facts = FineTuning.facts(task, model, data, options);
        return Run.current().table(STAGE, facts, () -> {
            Path file = Run.current().file("searches/" + journalName(task, model, data, options));
            List<Trial> trials = new Search(task, model, data, options, new SearchJournal(file)).run();
            return Rehearsal.name(table(options, trials), STAGE, data.train());
        });
    }

    /** The same for searches that differ only in how long they go on: the longer one begins like the shorter. */
    private static String journalName(Task task, String model, Splits data, TuningOptions options) {
        Map<String, Object> facts = FineTuning.facts(task, model, data, options.endless());
        return Fingerprint.of(STAGE, facts).substring(0, 12) + ".json";
    }

    private static Table table(TuningOptions options, List<Trial> trials) {
        IntColumn numbers = IntColumn.create(Columns.TRIAL);
        StringColumn metric = StringColumn.create(Columns.METRIC);
        DoubleColumn value = DoubleColumn.create(Columns.VALUE);
        DoubleColumn seconds = DoubleColumn.create(Columns.SECONDS);
        StringColumn status = StringColumn.create(Columns.STATUS);
        StringColumn student = StringColumn.create(STUDENT);
        for (Trial trial : trials) {
            numbers.append(numbers.size() + 1);
            metric.append(trial.metric());
            value.append(trial.observation().score());
            seconds.append(trial.seconds());
            status.append(trial.status());
            student.append(trial.student());
        }
        Table table = Table.create(STAGE, numbers);
        for (HyperParameter parameter : options.space().keySet()) {
            table.addColumns(column(parameter, trials));
        }
        return table.addColumns(metric, value, seconds, status, student);
    }

    private static Column<?> column(HyperParameter parameter, List<Trial> trials) {
        double[] values = trials.stream()
                .mapToDouble(trial -> trial.values().get(parameter))
                .toArray();
        return switch (parameter.scale()) {
            case LINEAR, LOGARITHMIC -> DoubleColumn.create(parameter.column(), values);
            case WHOLE ->
                IntColumn.create(
                        parameter.column(),
                        Arrays.stream(values)
                                .mapToInt(value -> (int) Math.round(value))
                                .toArray());
            case NAMES ->
                StringColumn.create(
                        parameter.column(),
                        Arrays.stream(values).mapToObj(parameter::words).toList());
        };
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
        StringColumn students = DataRows.text(trials, STUDENT);
        for (int row = 0; row < values.size(); row++) {
            boolean kept = !values.isMissing(row) && !students.get(row).isEmpty();
            if (kept && (best < 0 || values.getDouble(row) > values.getDouble(best))) {
                best = row;
            }
        }
        if (best < 0) {
            throw new Prompt2ModelException(
                    "No trial of table '" + trials.name() + "' has a student",
                    "each of its " + trials.rowCount() + " trials failed",
                    "read the column 'status' for the reasons, and search smaller ranges");
        }
        Path folder = Run.current().file("students/" + students.get(best));
        return Student.open(folder);
    }
}

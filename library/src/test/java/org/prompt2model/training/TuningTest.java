package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.LlamaReference;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Optimizer;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

class TuningTest {
    private static final Task TASK = new Task("Write the number in digits.", rows(1));
    private static final TuningOptions OPTIONS = TuningOptions.defaults()
            .trials(3)
            .epochs(2, 4)
            .withoutHalving()
            .training(TrainingOptions.defaults()
                    .batchSize(16)
                    .evaluations(4)
                    .dropout(0.1)
                    .precision(Precision.FLOAT32));

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder);
    }

    private static Table rows(int count) {
        String[] words = {"one", "two", "three", "four", "five", "six", "seven", "eight"};
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i % words.length;
            examples.add(new Example(words[number], Integer.toString(number + 1)));
        }
        return DataRows.of("numbers (rehearsal)", examples, "generated");
    }

    private static Table tune(TuningOptions options) {
        return Tuning.tune(TASK, FineTuning.NANO, new Splits(rows(48), rows(8), rows(8)), options);
    }

    /** All cells but those of {@code seconds}. */
    private static String figures(Table trials) {
        return trials.copy().removeColumns(Columns.SECONDS).write().toString("csv");
    }

    @Test
    void theSameSeedAndDataGiveTheSameTableInAnotherRun(@TempDir Path other) {
        Table first = tune(OPTIONS);
        Run.use(other);
        assertThat(figures(tune(OPTIONS))).isEqualTo(figures(first));
    }

    @Test
    void theFirstProposalsOfASeedStayWhatTheyWere() {
        Table trials =
                tune(OPTIONS.trials(2).epochs(6, 8).training(OPTIONS.training().patience(1)));
        assertThat(trials.doubleColumn("learning_rate").asDoubleArray())
                .containsExactly(new double[] {0.001192799175624171, 0.001791859202415184}, within(1e-15));
        assertThat(trials.doubleColumn("weight_decay").asDoubleArray())
                .containsExactly(new double[] {0.023251284144176307, 0.026026824157820483}, within(1e-15));
        assertThat(trials.intColumn("epochs").asObjectArray()).containsExactly(6, 8);
    }

    @Test
    void aSpaceOfTheUsersOwnHasItsColumnsAndTrialsTrainWithItsValues() {
        Table trials = tune(OPTIONS.trials(2)
                .space(Map.of())
                .choose(HyperParameter.BATCH_SIZE, 8, 24)
                .range(HyperParameter.LABEL_SMOOTHING, 0, 0.2));
        assertThat(trials.columnNames())
                .containsExactly(
                        "trial", "batch_size", "label_smoothing", "metric", "value", "seconds", "status", "student");
        assertThat(trials.intColumn("batch_size").asList()).isSubsetOf(8, 24);
    }

    @Test
    void schedulesAndOptimizersAreTriedByNameAndTrainedWith() {
        Table trials = tune(OPTIONS.trials(6)
                .space(Map.of())
                .schedules(Schedule.LINEAR, Schedule.INVERSE_SQUARE_ROOT)
                .optimizers(Optimizer.ADAMW, Optimizer.ADAFACTOR)
                .training(OPTIONS.training().epochs(1).evaluations(1)));
        assertThat(trials.stringColumn("schedule").unique().asList())
                .containsExactlyInAnyOrder("LINEAR", "INVERSE_SQUARE_ROOT");
        assertThat(trials.stringColumn("optimizer").unique().asList()).containsExactlyInAnyOrder("ADAMW", "ADAFACTOR");
        TrainingOptions same = OPTIONS.training()
                .epochs(1)
                .evaluations(1)
                .schedule(Schedule.valueOf(trials.stringColumn("schedule").get(0)))
                .optimizer(Optimizer.valueOf(trials.stringColumn("optimizer").get(0)));
        try (Student alone = FineTuning.fineTune(TASK, FineTuning.NANO, new Splits(rows(48), rows(8), rows(8)), same)) {
            assertThat(alone.card().name())
                    .as("the very training")
                    .isEqualTo(trials.stringColumn("student").get(0));
        }
    }

    @Test
    void ranksOfAdaptersAreTriedWhereTheFamilyHasThem() throws Exception {
        String decoder = LlamaReference.folder("smollm2").toString();
        TuningOptions ranks = OPTIONS.trials(4)
                .space(Map.of())
                .learningRate(1e-3, 1e-2)
                .loraRanks(2, 8)
                .training(OPTIONS.training().epochs(1).evaluations(1).lora(4, 4));
        Splits data = new Splits(rows(16), rows(8), rows(8));
        Table trials = Tuning.tune(TASK, decoder, data, ranks);
        assertThat(trials.intColumn("lora_rank").unique().asList()).containsExactlyInAnyOrder(2, 8);
        for (int row = 0; row < trials.rowCount(); row++) {
            int rank = trials.intColumn("lora_rank").get(row);
            TrainingOptions same = ranks.training()
                    .learningRate(trials.doubleColumn("learning_rate").getDouble(row))
                    .lora(LoraOptions.of(rank, rank));
            try (Student alone = FineTuning.fineTune(TASK, decoder, data, same)) {
                assertThat(alone.card().name())
                        .isEqualTo(trials.stringColumn("student").get(row));
            }
        }
        assertThatThrownBy(() -> tune(ranks))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("LoRA", "Llama family");
    }

    @Test
    void aRangeOfNamesIsRefused() {
        assertThatThrownBy(() -> OPTIONS.range(HyperParameter.SCHEDULE, 0, 3))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("schedule has no range", "schedules(Schedule.COSINE");
        assertThatThrownBy(() -> OPTIONS.choose(HyperParameter.OPTIMIZER, 7))
                .hasMessageContainingAll("optimizer has no value 7.0", "ADAMW, ADAFACTOR");
    }

    @Test
    void theBestStudentHasTheWeightsOfATrainingOfItsOwn(@TempDir Path other) throws IOException {
        Table trials = tune(OPTIONS);
        int best = 0;
        for (int row = 0; row < trials.rowCount(); row++) {
            best = value(trials, row) > value(trials, best) ? row : best;
        }
        byte[] expected;
        try (Student student = Tuning.bestStudent(trials)) {
            assertThat(student.card().name())
                    .isEqualTo(trials.stringColumn("student").get(best));
            expected = Files.readAllBytes(student.save(folder.resolve("best")).resolve("model.safetensors"));
        }
        TrainingOptions same = OPTIONS.training()
                .learningRate(trials.doubleColumn("learning_rate").getDouble(best))
                .weightDecay(trials.doubleColumn("weight_decay").getDouble(best))
                .epochs(trials.intColumn("epochs").getInt(best));
        Run.use(other);
        try (Student alone = FineTuning.fineTune(TASK, FineTuning.NANO, new Splits(rows(48), rows(8), rows(8)), same)) {
            assertThat(Files.readAllBytes(alone.save(other.resolve("alone")).resolve("model.safetensors")))
                    .isEqualTo(expected);
        }
    }

    private static double value(Table trials, int row) {
        return trials.doubleColumn(Columns.VALUE).getDouble(row);
    }

    @Test
    void halvingStopsTrialsThatAreNotAmongTheBestOfTheirRungAndKeepsNoStudentOfThem() {
        Table trials = tune(hopelessOrNot());
        Table stopped = trials.where(trials.stringColumn(Columns.STATUS).startsWith("stopped"));
        assertThat(stopped.rowCount()).isPositive();
        assertThat(stopped.stringColumn(Columns.STATUS).asList())
                .allMatch(status -> status.matches("stopped: not among the best 1/2 at evaluation [12]"));
        assertThat(stopped.doubleColumn("learning_rate").asList()).contains(1e-9);
        assertThat(stopped.stringColumn("student").asList()).containsOnly("");
        Table done = trials.where(trials.stringColumn(Columns.STATUS).isEqualTo("done"));
        assertThat(folder.resolve("students").toFile().list())
                .containsExactlyInAnyOrderElementsOf(
                        done.stringColumn("student").unique().asList());
        try (Student best = Tuning.bestStudent(trials)) {
            assertThat(done.stringColumn("student").asList())
                    .contains(best.card().name());
        }
    }

    private static TuningOptions hopelessOrNot() {
        return OPTIONS.trials(6)
                .space(Map.of())
                .choose(HyperParameter.LEARNING_RATE, 1e-9, 1e-3)
                .range(HyperParameter.WEIGHT_DECAY, 1e-3, 1e-2)
                .halving(2, 1)
                .training(OPTIONS.training().epochs(3));
    }

    @Test
    void aSpentBudgetEndsTheRunningTrialAtItsEvaluationAndALargerOneGoesOnFromThere(@TempDir Path other)
            throws IOException {
        Table cut = tune(OPTIONS.minutes(1e-9));
        assertThat(cut.stringColumn(Columns.STATUS).asList()).hasSize(1);
        assertThat(cut.stringColumn(Columns.STATUS).get(0)).startsWith("stopped: the budget of 1.000e-09 minutes");
        try (Student best = Tuning.bestStudent(cut)) {
            assertThat(best.card().facts()).containsEntry("stopped after evaluation", "1");
        }
        Table whole = tune(OPTIONS);
        byte[] resumed = weights(whole);
        assertThat(Tuning.bestStudent(cut).card().name())
                .isEqualTo(cut.stringColumn("student").get(0));
        Run.use(other);
        Table undisturbed = tune(OPTIONS);
        assertThat(figures(whole)).isEqualTo(figures(undisturbed));
        assertThat(resumed).isEqualTo(weights(undisturbed));
    }

    private static byte[] weights(Table trials) throws IOException {
        String first = trials.stringColumn("student").get(0);
        return Files.readAllBytes(Run.current().file("students/" + first + "/model.safetensors"));
    }

    @Test
    void anInterruptedSearchGoesOnWithItsTrialsAndEndsWithTheSameTable(@TempDir Path other) {
        Table undisturbed = tune(hopelessOrNot());
        Run.use(other);
        int interruptions = 0;
        Table trials = null;
        while (trials == null && interruptions < 200) {
            Interrupter interrupter = new Interrupter();
            ProgressListener before = ProgressMeter.listen(interrupter);
            try {
                trials = tune(hopelessOrNot());
            } catch (StageInterruptedException e) {
                interruptions++;
                assertThat(e).hasMessageContaining("tune was interrupted").hasMessageContaining("of 6 trials are kept");
            } finally {
                ProgressMeter.listen(before);
                Thread.interrupted();
            }
        }
        assertThat(interruptions).isGreaterThan(6);
        assertThat(figures(trials)).isEqualTo(figures(undisturbed));
    }

    /** Interrupts once a call, at the first progress of a training. */
    private static final class Interrupter implements ProgressListener {
        private boolean done;

        @Override
        public void onProgress(Progress progress) {
            if (!done && !progress.finished()) {
                done = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onNotice(String stage, String message) {
            // Nobody watches.
        }
    }

    @Test
    void aSearchWhoseJvmIsKilledGoesOnAndEndsWithTheSameTable(@TempDir Path other) throws Exception {
        Table undisturbed = tune(OPTIONS);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSearch.class.getName(),
                        other.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(KilledSearch.STATUS);
        assertThat(other.resolve("data").toFile().list()).isNullOrEmpty();
        Run.use(other);
        assertThat(figures(tune(OPTIONS))).isEqualTo(figures(undisturbed));
    }

    /** Searches like these tests, and ends its JVM in the second trial, without a goodbye. */
    static final class KilledSearch {
        static final int STATUS = 9;

        private KilledSearch() {}

        public static void main(String[] arguments) {
            Run.use(Path.of(arguments[0]));
            ProgressMeter.listen(new ProgressListener() {
                private boolean second;

                @Override
                public void onProgress(Progress progress) {
                    if (second && progress.done() > 1) {
                        Runtime.getRuntime().halt(STATUS);
                    }
                }

                @Override
                public void onNotice(String stage, String message) {
                    second |= message.startsWith("trial 2");
                }
            });
            tune(OPTIONS);
        }
    }

    @Test
    void aSearchOfMoreTrialsTakesThoseThatEndedFromTheShorterOne() {
        Table few = tune(OPTIONS.trials(2));
        List<String> told = new ArrayList<>();
        ProgressListener before = ProgressMeter.listen(new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {
                // The notices tell which trials are begun.
            }

            @Override
            public void onNotice(String stage, String message) {
                told.add(message);
            }
        });
        try {
            assertThat(figures(tune(OPTIONS).first(2))).isEqualTo(figures(few));
        } finally {
            ProgressMeter.listen(before);
        }
        assertThat(told).anyMatch(message -> message.contains("2 trials are taken from there"));
        assertThat(told.stream().filter(message -> message.startsWith("trial ")))
                .hasSize(1);
    }

    @Test
    void aTableWithoutAStudentIsToldToHaveNone() {
        Table trials = tune(OPTIONS.trials(1));
        trials.stringColumn("student").set(0, "");
        assertThatThrownBy(() -> Tuning.bestStudent(trials)).hasMessageContaining("has a student");
    }
}

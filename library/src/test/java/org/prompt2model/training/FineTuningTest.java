package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Optimizer;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

class FineTuningTest {
    private static final TrainingOptions SHORT =
            TrainingOptions.defaults().epochs(2).batchSize(16).evaluations(2).precision(Precision.FLOAT32);
    private static final Task TASK = new Task("Write the number in digits.", rows(1));

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
            examples.add(new Example(words[number] + " no. " + i, Integer.toString(number + 1)));
        }
        return DataRows.of("numbers (rehearsal)", examples, "generated");
    }

    private static Splits data() {
        return new Splits(rows(48), rows(8), rows(8));
    }

    @Test
    void twoTrainingsWithTheSameSeedHaveBitwiseTheSameHistory(@TempDir Path other) {
        Table first = history(FineTuning.NANO);
        Run.use(other);
        Table second = history(FineTuning.NANO);
        assertThat(second.doubleColumn(Columns.VALUE).asDoubleArray())
                .isEqualTo(first.doubleColumn(Columns.VALUE).asDoubleArray());
    }

    private static Table history(String model) {
        try (Student student = FineTuning.fineTune(TASK, model, data(), SHORT.dropout(0.1))) {
            return student.history();
        }
    }

    @Test
    void aBatchInPartsTrainsLikeTheWhole(@TempDir Path other) {
        double[] whole = losses(SHORT);
        Run.use(other);
        assertThat(losses(SHORT.accumulation(4))).containsExactly(whole, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Schedule.class)
    void everyScheduleTrains(Schedule schedule) {
        double[] losses = losses(SHORT.schedule(schedule).epochs(6).evaluations(6));
        assertThat(losses[losses.length - 1]).isLessThan(losses[0]);
    }

    private static double[] losses(TrainingOptions options) {
        try (Student student = FineTuning.fineTune(TASK, FineTuning.NANO, data(), options)) {
            Table history = student.history();
            return history.where(history.stringColumn(Columns.SPLIT)
                            .isEqualTo("validation")
                            .and(history.stringColumn(Columns.METRIC).isEqualTo("loss")))
                    .doubleColumn(Columns.VALUE)
                    .asDoubleArray();
        }
    }

    @Test
    void aStudentThatIsSavedAndOpenedAnswersTheSame() {
        try (Student student = FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT)) {
            Path saved = student.save(folder.resolve("copy"));
            try (Student opened = Student.open(saved)) {
                Table expected = student.predict(rows(5));
                Table found = opened.predict(rows(5));
                assertThat(found.stringColumn(Columns.PREDICTION).asList())
                        .isEqualTo(expected.stringColumn(Columns.PREDICTION).asList());
                assertThat(found.doubleColumn(Columns.CONFIDENCE).asDoubleArray())
                        .isEqualTo(expected.doubleColumn(Columns.CONFIDENCE).asDoubleArray());
                assertThat(found.name()).contains("rehearsal");
            }
        }
    }

    @Test
    void theSameCallOpensTheStoredStudentAndTheManifestSaysSo() {
        FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT).close();
        FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT).close();
        assertThat(Run.current().records())
                .extracting(record -> record.reused())
                .containsExactly(false, true);
    }

    @Test
    void theClassifierLearnsLabelsAndNamesOnlyThose() {
        Splits labels = new Splits(greetings(40), greetings(8), greetings(8));
        TrainingOptions options =
                TrainingOptions.suiting(FineTuning.CLASSIFIER, 100).epochs(20).evaluations(2);
        try (Student student = FineTuning.fineTune(TASK, FineTuning.CLASSIFIER, labels, options)) {
            assertThat(student.predict("Good morning, my friend")).isEqualTo("greeting");
            assertThat(student.predict("Where is the invoice for the printer?")).isEqualTo("question");
        }
    }

    private static Table greetings(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(
                    i % 2 == 0
                            ? new Example("Hello and good day, number " + i, "greeting")
                            : new Example("Where did you put bill number " + i + "?", "question"));
        }
        return DataRows.of("messages", examples, "generated");
    }

    @Test
    void theClassifierRefusesOutputsThatAreNotFew() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            examples.add(new Example("input " + i, "output " + i));
        }
        Table different = DataRows.of("rows", examples, "generated");
        assertThatThrownBy(() -> FineTuning.fineTune(
                        TASK, FineTuning.CLASSIFIER, new Splits(different, rows(8), rows(8)), SHORT))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("20 different outputs")
                .hasMessageContaining(FineTuning.NANO);
    }

    @Test
    void anUnknownModelIsAnsweredWithTheNearestNames() {
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, "prompt2model/byt5-nono", data(), SHORT))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("byt5-nano");
    }

    @Test
    void aModelThatMustBeDownloadedIsRefusedBeforeTraining() {
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, "google/flan-t5-small", data(), SHORT))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("is not on this machine")
                .hasMessageContaining("hf download google/flan-t5-small");
    }

    @Test
    void anotherStudentOfTheSameNameIsNotOverwritten() {
        FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT.name("dates")).close();
        assertThatThrownBy(() -> FineTuning.fineTune(
                        TASK, FineTuning.NANO, data(), SHORT.name("dates").seed(8)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("a student named 'dates' already");
    }

    @Test
    void aClosedStudentSaysThatItIsClosed() {
        Student student = FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT);
        student.close();
        student.close();
        assertThatThrownBy(() -> student.predict("one")).hasMessageContaining("This student is closed");
    }

    @Test
    void anEmptySplitAndMissingColumnsAreToldBeforeTraining() {
        Table empty = rows(8).emptyCopy();
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, FineTuning.NANO, new Splits(empty, rows(8), rows(8)), SHORT))
                .hasMessageContaining("train split has no rows");
        Table bare = rows(8).removeColumns(Columns.OUTPUT);
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, FineTuning.NANO, new Splits(bare, rows(8), rows(8)), SHORT))
                .hasMessageContaining("'output'")
                .hasMessageContaining("[input, source]");
    }

    @Test
    void anInterruptedTrainingStopsAtTheNextStepAndSaysWhatIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT))
                .isInstanceOf(StageInterruptedException.class)
                .hasMessageContaining("fineTune was interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void anInterruptedTrainingGoesOnAndEndsWithBitwiseTheSameWeights(Optimizer optimizer, @TempDir Path other)
            throws IOException {
        TrainingOptions options =
                SHORT.dropout(0.1).optimizer(optimizer).accumulation(2).name("numbers");
        byte[] undisturbed = weights(options);
        Run.use(other);
        for (int step = 1; step < 5; step++) {
            assertThatThrownBy(() -> interruptedAtOnce(options))
                    .isInstanceOf(StageInterruptedException.class)
                    .hasMessageContaining("go on after step " + step);
        }
        assertThat(weights(options)).isEqualTo(undisturbed);
        assertThat(other.resolve("students")).isDirectoryContaining(path -> path.endsWith("numbers"));
        assertThat(other.resolve("students").toFile().list()).containsExactly("numbers");
    }

    @Test
    void aTrainingWhoseJvmIsKilledGoesOnAndEndsWithBitwiseTheSameWeights(@TempDir Path other) throws Exception {
        byte[] undisturbed = weights(KilledTraining.OPTIONS);
        Process process = KilledTraining.start(other, "end");
        assertThat(process.waitFor()).isEqualTo(KilledTraining.STATUS);
        assertThat(other.resolve(KilledTraining.STANDING)).exists();
        Run.use(other);
        assertThat(weights(KilledTraining.OPTIONS)).isEqualTo(undisturbed);
    }

    @Test
    void aStudentThatIsBeingTrainedInAnotherJvmIsNotTrainedASecondTimeBesideIt(@TempDir Path other) throws Exception {
        byte[] undisturbed = weights(KilledTraining.OPTIONS);
        Process process = KilledTraining.start(other, "wait");
        try {
            assertThat(process.getInputStream().read()).isEqualTo(KilledTraining.STANDS);
            Run.use(other);
            assertThatThrownBy(() -> weights(KilledTraining.OPTIONS))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("'numbers' is being trained already");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(weights(KilledTraining.OPTIONS)).isEqualTo(undisturbed);
    }

    /** Trains like these tests in a JVM of its own that stops, or ends without a goodbye, in the middle of that. */
    static final class KilledTraining {
        static final int STATUS = 9;
        static final int STANDS = 's';
        static final String STANDING = "students/numbers.state/standing.json";
        static final TrainingOptions OPTIONS =
                SHORT.epochs(40).evaluations(20).patience(20).name("numbers");

        private KilledTraining() {}

        static Process start(Path run, String how) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledTraining.class.getName(),
                            run.toString(),
                            how)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            boolean ends = arguments[1].equals("end");
            ProgressMeter.listen(new ProgressListener() {
                @Override
                public void onProgress(Progress progress) {
                    if (Files.exists(folder.resolve(STANDING))) {
                        stop(ends);
                    }
                }

                @Override
                public void onNotice(String stage, String message) {
                    // Nobody watches.
                }
            });
            Run.use(folder);
            FineTuning.fineTune(TASK, FineTuning.NANO, data(), OPTIONS).close();
        }

        private static void stop(boolean ends) {
            if (ends) {
                Runtime.getRuntime().halt(STATUS);
            }
            System.out.write(STANDS);
            System.out.flush();
            while (true) {
                LockSupport.park();
            }
        }
    }

    @Test
    void theStateOfAnotherTrainingIsOfNoUse() throws IOException {
        TrainingOptions options = SHORT.name("numbers");
        assertThatThrownBy(() -> interruptedAtOnce(options.seed(1))).isInstanceOf(StageInterruptedException.class);
        byte[] after = weights(options);
        Run.use(folder.resolve("fresh"));
        assertThat(weights(options)).isEqualTo(after);
    }

    private static byte[] weights(TrainingOptions options) throws IOException {
        FineTuning.fineTune(TASK, FineTuning.NANO, data(), options).close();
        return Files.readAllBytes(Run.current().file("students/" + options.name() + "/model.safetensors"));
    }

    /** Trains one step more than before: progress is told with the first one. */
    private static void interruptedAtOnce(TrainingOptions options) {
        ProgressListener before = ProgressMeter.listen(new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {
                if (progress.stage().equals("fineTune") && !progress.finished()) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void onNotice(String stage, String message) {
                // Nobody watches.
            }
        });
        try {
            FineTuning.fineTune(TASK, FineTuning.NANO, data(), options).close();
        } finally {
            ProgressMeter.listen(before);
        }
    }

    @Test
    void aFullDiskLeavesTheLastGoodCheckpoint() throws IOException {
        try (Student student = FineTuning.fineTune(TASK, FineTuning.NANO, data(), SHORT)) {
            Path saved = student.save(folder.resolve("good"));
            byte[] before = Files.readAllBytes(saved.resolve("model.safetensors"));
            // Whatever is written to /dev/full fails as it does on a full disk.
            Files.createSymbolicLink(saved.resolve("model.safetensors.part"), Path.of("/dev/full"));
            assertThatThrownBy(() -> student.save(saved))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("unchanged");
            assertThat(Files.readAllBytes(saved.resolve("model.safetensors"))).isEqualTo(before);
            try (Student opened = Student.open(saved)) {
                assertThat(opened.predict("one")).isEqualTo(student.predict("one"));
            }
        }
    }

    @Test
    void rowsThatTeachNothingOrAreTooLongAreLeftOutAndWhereNoneIsLeftItIsAnError() {
        List<Example> bad = List.of(new Example("nothing", ""), new Example("long ".repeat(200), "9"));
        Table rows = DataRows.of("numbers (rehearsal)", bad, "generated");
        TrainingOptions dropping = SHORT.longInputs(LongInputs.DROP);
        assertThatThrownBy(
                        () -> FineTuning.fineTune(TASK, FineTuning.NANO, new Splits(rows, rows(8), rows(8)), dropping))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("None of the 2 training rows")
                .hasMessageContaining("1 have an output that is empty")
                .hasMessageContaining("1 an input of more than 512 tokens");
        try (Student student = FineTuning.fineTune(
                TASK, FineTuning.NANO, new Splits(rows(16).append(rows), rows(8), rows(8)), dropping)) {
            assertThat(student.predict("long ".repeat(200))).isNotNull();
        }
    }

    @Test
    void tuningListsEachTrialAndOpensTheBestStudent() {
        TuningOptions options = TuningOptions.defaults().trials(2).epochs(1, 2).training(SHORT);
        Table trials = Tuning.tune(TASK, FineTuning.NANO, data(), options);
        assertThat(trials.columnNames())
                .containsExactly(
                        "trial",
                        "learning_rate",
                        "weight_decay",
                        "epochs",
                        "metric",
                        "value",
                        "seconds",
                        "status",
                        "student");
        assertThat(trials.stringColumn(Columns.STATUS).asList()).containsExactly("done", "done");
        try (Student best = Tuning.bestStudent(trials)) {
            assertThat(best.card().facts()).containsKey("validation exact_match");
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> TrainingOptions.defaults().epochs(0)).hasMessageContaining("epochs is 0");
        assertThatThrownBy(() -> TrainingOptions.defaults().learningRate(-1)).hasMessageContaining("learningRate");
        assertThatThrownBy(() -> TrainingOptions.defaults().name("a/b")).hasMessageContaining("cannot name a student");
    }

    @Test
    void fewRowsAreRepeatedInMoreEpochsSoThatTheStepsAreAboutAsMany() {
        assertThat(TrainingOptions.suiting(FineTuning.NANO, 40_000).epochs()).isEqualTo(5);
        assertThat(TrainingOptions.suiting(FineTuning.NANO, 8_000).epochs()).isEqualTo(24);
        assertThat(TrainingOptions.suiting(FineTuning.NANO, 100).epochs()).isEqualTo(60);
        assertThat(TrainingOptions.suiting(FineTuning.NANO, 10_000_000).epochs())
                .isEqualTo(3);
    }
}

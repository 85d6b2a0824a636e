package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.DecodingOptions;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

/** A student that learned to spell from few rows: of those it has not seen it is surer than it is right. */
class ConfidenceTest {
    private static final String[] DIGITS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final Task TASK = new Task("Write in digits.", spelled(1, 1));
    private static final int BINS = 10;

    @TempDir
    private static Path folder;

    private static Student student;
    private static Path saved;
    private static Table answered;
    private static Table uncalibrated;

    @BeforeAll
    static void train() throws IOException {
        Run.use(folder.resolve("run"));
        TrainingOptions options = TrainingOptions.defaults()
                .epochs(30)
                .batchSize(16)
                .evaluations(2)
                .precision(Precision.FLOAT32);
        Splits data = new Splits(spelled(400, 2), spelled(300, 3), spelled(400, 4));
        student = FineTuning.fineTune(TASK, FineTuning.NANO, data, options);
        answered = student.predict(data.test());
        saved = student.save(folder.resolve("saved"));
        Path without = student.save(folder.resolve("without"));
        Files.delete(without.resolve("confidence.json"));
        try (Student plain = Student.open(without)) {
            uncalibrated = plain.predict(data.test());
        }
    }

    @AfterAll
    static void close() {
        student.close();
    }

    private static Table spelled(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Integer> digits =
                    random.ints(1 + random.nextInt(4), 0, 10).boxed().toList();
            examples.add(new Example(
                    String.join(" ", digits.stream().map(digit -> DIGITS[digit]).toList()),
                    String.join("", digits.stream().map(String::valueOf).toList())));
        }
        return DataRows.of("numbers", examples, "generated");
    }

    private static double[] confidences(Table predictions) {
        return predictions.doubleColumn(Columns.CONFIDENCE).asDoubleArray();
    }

    private static boolean isRight(Table predictions, int row) {
        return predictions
                .stringColumn(Columns.PREDICTION)
                .get(row)
                .equals(predictions.stringColumn(Columns.OUTPUT).get(row));
    }

    /** Guo et al. 2017 (arXiv 1706.04599), equation 3: how far confidence and accuracy are apart, over ten bins. */
    private static double calibrationError(Table predictions) {
        double[] sure = new double[BINS];
        double[] right = new double[BINS];
        double[] confidences = confidences(predictions);
        for (int row = 0; row < confidences.length; row++) {
            int bin = (int) Math.min(BINS - 1, confidences[row] * BINS);
            sure[bin] += confidences[row];
            right[bin] += isRight(predictions, row) ? 1 : 0;
        }
        return IntStream.range(0, BINS)
                        .mapToDouble(bin -> Math.abs(sure[bin] - right[bin]))
                        .sum()
                / confidences.length;
    }

    @Test
    void onUnseenRowsTheStudentIsAsSureAsItIsRightAndWouldNotBeUncalibrated() {
        long right = IntStream.range(0, answered.rowCount())
                .filter(row -> isRight(answered, row))
                .count();
        assertThat(right).isBetween(80L, 360L);
        assertThat(answered.stringColumn(Columns.PREDICTION).asList())
                .isEqualTo(uncalibrated.stringColumn(Columns.PREDICTION).asList());
        assertThat(answered.doubleColumn(Columns.CONFIDENCE)).allMatch(sure -> sure >= 0 && sure <= 1);
        assertThat(calibrationError(answered)).isLessThan(0.5 * calibrationError(uncalibrated));
    }

    @Test
    void theSurerHalfOfTheAnswersIsRightMoreOften() {
        double[] confidences = confidences(answered);
        List<Integer> order = IntStream.range(0, confidences.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> confidences[row]))
                .toList();
        long low = order.subList(0, 200).stream()
                .filter(row -> isRight(answered, row))
                .count();
        long high = order.subList(200, 400).stream()
                .filter(row -> isRight(answered, row))
                .count();
        assertThat(high).isGreaterThan(low + 20);
    }

    @Test
    void aStudentOpenedAgainIsAsSure() {
        try (Student opened = Student.open(saved)) {
            assertAsSure(opened.predict(answered));
            assertAsSure(opened.decoding(DecodingOptions.defaults().beams(1)).predict(answered));
        }
    }

    private static void assertAsSure(Table again) {
        for (int row = 0; row < answered.rowCount(); row++) {
            assertThat(again.doubleColumn(Columns.CONFIDENCE).getDouble(row))
                    .isCloseTo(answered.doubleColumn(Columns.CONFIDENCE).getDouble(row), within(1e-4));
        }
    }

    @Test
    void theCardSaysOnWhatItWasCalibratedOrWhyNot() {
        assertThat(student.card().facts()).containsEntry("confidence", "calibrated on 300 validation rows");
        TrainingOptions brief =
                TrainingOptions.defaults().epochs(1).evaluations(1).precision(Precision.FLOAT32);
        Splits few = new Splits(spelled(20, 2), spelled(49, 3), spelled(5, 4));
        try (Student plain = FineTuning.fineTune(TASK, FineTuning.NANO, few, brief)) {
            assertThat(plain.card().facts().get("confidence"))
                    .contains("not calibrated", "49 validation rows are fewer than 50");
            assertThat(plain.save(folder.resolve("plain")).resolve("confidence.json"))
                    .doesNotExist();
        }
    }
}

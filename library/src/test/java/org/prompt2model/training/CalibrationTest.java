package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

/** Classifiers that learned labels of which a quarter is wrong: they are surer than they are right. */
class CalibrationTest {
    private static final Task TASK = new Task("Name the kind of message.", messages(1, 1));
    private static final TrainingOptions LONG = TrainingOptions.defaults()
            .batchSize(16)
            .evaluations(1)
            .weightDecay(0)
            .precision(Precision.FLOAT32);

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder);
    }

    private static Table messages(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean greeting = random.nextBoolean();
            boolean wrong = random.nextInt(4) == 0;
            String text = greeting ? "Hello and good day, number " : "Where did you put bill number ";
            examples.add(new Example(text + random.nextInt(1000), greeting != wrong ? "greeting" : "question"));
        }
        return DataRows.of("messages", examples, "generated");
    }

    @Test
    void aHeadOnEmbeddingsIsLessLikelyToBeSurelyWrongThanItWouldBeUncalibrated() throws IOException {
        assertCalibrated(FineTuning.CLASSIFIER, 64, LONG.epochs(150).learningRate(5e-2));
    }

    @Test
    void anEncoderIsLessLikelyToBeSurelyWrongThanItWouldBeUncalibrated() throws IOException {
        assertCalibrated(
                "src/test/resources/org/prompt2model/model/encoders/bert-pretrained",
                24,
                LONG.epochs(120).learningRate(1e-2));
    }

    private void assertCalibrated(String model, int rows, TrainingOptions options) throws IOException {
        Splits data = new Splits(messages(rows, 2), messages(200, 3), messages(200, 4));
        try (Student student = FineTuning.fineTune(TASK, model, data, options)) {
            Path saved = student.save(folder.resolve("saved"));
            double temperature = new ObjectMapper()
                    .readTree(saved.resolve("student.json").toFile())
                    .path("temperature")
                    .asDouble();
            assertThat(temperature).isGreaterThan(1.2);
            for (Table split : List.of(data.validation(), data.test())) {
                Table predictions = student.predict(split);
                assertThat(loss(predictions, 1)).isLessThan(0.99 * loss(predictions, temperature));
            }
        }
    }

    /** Mean negative log-likelihood, where the confidence's log-odds are multiplied: by the temperature, to undo it. */
    private static double loss(Table predictions, double factor) {
        double sum = 0;
        for (int row = 0; row < predictions.rowCount(); row++) {
            double sure = predictions.doubleColumn(Columns.CONFIDENCE).getDouble(row);
            double odds = factor * Math.log(sure / (1 - sure));
            boolean right = predictions
                    .stringColumn(Columns.PREDICTION)
                    .get(row)
                    .equals(predictions.stringColumn(Columns.OUTPUT).get(row));
            sum += Math.log1p(Math.exp(right ? -odds : odds));
        }
        return sum / predictions.rowCount();
    }
}

package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Fixtures;
import org.prompt2model.model.Student;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

class PretrainedTest {
    private static final TrainingOptions SHORT = TrainingOptions.defaults()
            .epochs(3)
            .batchSize(4)
            .learningRate(1e-2)
            .evaluations(3)
            .precision(Precision.FLOAT32);

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder.resolve("run"));
    }

    private static Student fineTune(Path checkpoint) {
        return FineTuning.fineTune(Numbers.TASK, checkpoint.toString(), Numbers.splits(), SHORT);
    }

    private static List<String> predictions(Student student) {
        return student.predict(Numbers.rows(4)).stringColumn(Columns.PREDICTION).asList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5", "flan", "mt5", "byt5", "codet5"})
    void aCheckpointLearnsAndItsStudentAnswersTheSameWhereverItIsSaved(String name) {
        try (Student student = fineTune(Fixtures.checkpoint(name))) {
            double[] losses = student.history()
                    .where(student.history()
                            .stringColumn(Columns.METRIC)
                            .isEqualTo("loss")
                            .and(student.history().stringColumn(Columns.SPLIT).isEqualTo("validation")))
                    .doubleColumn(Columns.VALUE)
                    .asDoubleArray();
            assertThat(losses[losses.length - 1]).isLessThan(losses[0]);
            try (Student opened = Student.open(student.save(folder.resolve("copy")))) {
                assertThat(predictions(opened)).isEqualTo(predictions(student));
            }
            assertThat(student.card().baseModel()).endsWith(name);
        }
    }

    @Test
    void theCardSaysWhereTheStudentComesFrom() throws IOException {
        List<Example> examples = DataRows.examples(Numbers.rows(6));
        Table mixed = DataRows.of("numbers", examples, "dataset:rajpurkar/squad");
        mixed.append(DataRows.of("numbers", examples, "generated"));
        try (Student student = FineTuning.fineTune(
                Numbers.TASK,
                Fixtures.checkpoint("t5").toString(),
                new Splits(mixed, Numbers.rows(4), Numbers.rows(4)),
                SHORT)) {
            assertThat(student.card().facts())
                    .containsEntry("data", "dataset:rajpurkar/squad (6 rows), generated (6 rows)")
                    .containsEntry("data licences", "rajpurkar/squad: CC-BY-SA-4.0")
                    .containsEntry("base model licence", "not known")
                    .containsEntry("prompt template", "{input}")
                    .hasEntrySatisfying("validation interval", interval -> assertThat(interval)
                            .endsWith("(95%, 4 rows)"));
            Path saved = student.save(folder.resolve("saved"));
            assertThat(Files.readString(saved.resolve("README.md")))
                    .startsWith("---\ntags:\n- prompt2model\n---\n")
                    .contains("| data | dataset:rajpurkar/squad (6 rows), generated (6 rows) |");
        }
    }

    @Test
    void theIntervalOfAShareIsWilsons() {
        // 8 of 10: 0.4902 to 0.9433, as R's prop.test(8, 10, correct = FALSE) gives it.
        assertThat(Provenance.interval(0.8, 10)).isEqualTo("0.4902 to 0.9433 (95%, 10 rows)");
    }

    @Test
    void aSavedStudentIsACheckpointToTrainOn() throws IOException {
        Path saved;
        try (Student first = fineTune(Fixtures.checkpoint("flan"))) {
            saved = first.save(folder.resolve("first"));
        }
        JsonNode config =
                new ObjectMapper().readTree(saved.resolve("config.json").toFile());
        assertThat(config.path("dtype").asText()).isEqualTo("float32");
        assertThat(config.path("tie_word_embeddings").asBoolean()).isFalse();
        assertThat(config.path("classifier_dropout").isNumber())
                .as("what the checkpoint said stays")
                .isTrue();
        assertThat(Files.readAllBytes(saved.resolve("tokenizer.json")))
                .isEqualTo(Files.readAllBytes(Fixtures.checkpoint("flan").resolve("tokenizer.json")));
        try (Student second = fineTune(saved)) {
            assertThat(second.card().baseModel()).isEqualTo(saved.toString());
        }
    }

    @Test
    void aCheckpointOfTheSameNameWithOtherWeightsIsTrainedAnew() throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        Fixtures.copy("t5", base);
        fineTune(base).close();
        fineTune(base).close();
        Files.copy(
                Fixtures.checkpoint("t5").resolve("config.json"),
                base.resolve("config.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                base.resolve("config.json"),
                Files.readString(base.resolve("config.json"))
                        .replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
        fineTune(base).close();
        assertThat(Run.current().records())
                .extracting(record -> record.reused())
                .containsExactly(false, true, false);
    }

    @Test
    void weightsThatDoNotFitAreToldBeforeTraining() throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        Fixtures.copy("t5", base);
        Files.writeString(
                base.resolve("config.json"),
                Files.readString(base.resolve("config.json")).replace("\"d_ff\": 20", "\"d_ff\": 24"));
        assertThatThrownBy(() -> fineTune(base))
                .hasMessageContaining(
                        "encoder.block.0.layer.1.DenseReluDense.wi.weight has the shape [20, 16] and should"
                                + " have [24, 16]");
    }

    @Test
    void aFolderThatIsNotThereIsToldAsSuch() {
        assertThatThrownBy(() -> fineTune(folder.resolve("nowhere")))
                .hasMessageContaining("neither in the catalogue nor a file or folder that is there");
    }
}

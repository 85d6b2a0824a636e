package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

/** Tiny BERT, RoBERTa and DistilBERT checkpoints through the public stage, as a notebook uses them. */
class EncoderFineTuningTest {
    private static final Path CHECKPOINTS = Path.of("src/test/resources/org/prompt2model/model/encoders");
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .epochs(12)
            .batchSize(8)
            .learningRate(5e-3)
            .evaluations(3)
            .precision(Precision.FLOAT32);
    private static final Task TASK = new Task("Name the kind of message.", messages(1));

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();
    private ProgressListener before;

    @BeforeEach
    void useAnEmptyRunAndHearWhatIsTold() {
        Run.use(folder);
        before = ProgressMeter.listen(new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {
                // the bar is of no interest here
            }

            @Override
            public void onNotice(String stage, String message) {
                notices.add(message);
            }
        });
    }

    @AfterEach
    void giveTheListenerBack() {
        ProgressMeter.listen(before);
    }

    private static Table messages(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(
                    i % 2 == 0
                            ? new Example("Hello and good day, number " + i, "greeting")
                            : new Example("Where did you put bill number " + i + "?", "question"));
        }
        return DataRows.of("messages", examples, "generated");
    }

    private static Splits data() {
        return new Splits(messages(48), messages(12), messages(12));
    }

    private static Student fineTune(String checkpoint, Splits data, TrainingOptions options) {
        return FineTuning.fineTune(TASK, CHECKPOINTS.resolve(checkpoint).toString(), data, options);
    }

    @Test
    void theMemoryThatIsNeededIsToldBeforeTheFirstStep() {
        fineTune("bert-pretrained", data(), OPTIONS.epochs(1)).close();
        assertThat(notices).last().asString().matches("about .+ MB of memory are needed .+ free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-pretrained", "roberta-pretrained", "distilbert-pretrained"})
    void aLanguageModelGetsANewHeadAndLearnsTheLabels(String checkpoint) {
        try (Student student = fineTune(checkpoint, data(), OPTIONS)) {
            assertThat(student.predict("Hello and good morning")).isEqualTo("greeting");
            assertThat(student.predict("Where did the bill go?")).isEqualTo("question");
            assertThat(student.card().facts()).containsEntry("validation accuracy", "1.0000");
        }
        assertThat(notices).anySatisfy(notice -> assertThat(notice)
                .contains("no trained head for the outputs [greeting, question]")
                .contains("seed 42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-pretrained", "roberta-pretrained", "distilbert-pretrained"})
    void aSavedStudentAnswersTheSameAndLiesInTheFormatOfTransformers(String checkpoint) throws IOException {
        Path saved = folder.resolve("saved");
        try (Student student = fineTune(checkpoint, data(), OPTIONS.epochs(1))) {
            student.save(saved);
            try (Student opened = Student.open(saved)) {
                Table expected = student.predict(messages(9));
                Table found = opened.predict(messages(9));
                assertThat(found.stringColumn(Columns.PREDICTION).asList())
                        .isEqualTo(expected.stringColumn(Columns.PREDICTION).asList());
                assertThat(found.doubleColumn(Columns.CONFIDENCE).asDoubleArray())
                        .isEqualTo(expected.doubleColumn(Columns.CONFIDENCE).asDoubleArray());
            }
        }
        JsonNode config =
                new ObjectMapper().readTree(saved.resolve("config.json").toFile());
        assertThat(config.path("architectures").path(0).asText()).endsWith("ForSequenceClassification");
        assertThat(config.path("id2label").path("1").asText()).isEqualTo("question");
        assertThat(config.path("label2id").path("question").asInt()).isEqualTo(1);
        assertThat(Files.readAllBytes(saved.resolve("tokenizer.json")))
                .isEqualTo(Files.readAllBytes(CHECKPOINTS.resolve(checkpoint).resolve("tokenizer.json")));
    }

    @Test
    void aHeadThatKnowsTheLabelsAlreadyIsTrainedFurther() {
        List<Example> examples = new ArrayList<>();
        for (String label : List.of("question", "complaint", "greeting")) {
            for (int i = 0; i < 4; i++) {
                examples.add(new Example("the " + label + " number " + i, label));
            }
        }
        Table rows = DataRows.of("messages", examples, "generated");
        fineTune("distilbert", new Splits(rows, rows, rows), OPTIONS.epochs(1)).close();
        assertThat(notices).noneSatisfy(notice -> assertThat(notice).contains("no trained head"));
    }

    @Test
    void trainingTwiceGivesBitwiseTheSameHistory(@TempDir Path other) {
        double[] first = history();
        Run.use(other);
        assertThat(history()).isEqualTo(first);
    }

    private static double[] history() {
        try (Student student =
                fineTune("bert-pretrained", data(), OPTIONS.epochs(2).dropout(0.1))) {
            return student.history().doubleColumn(Columns.VALUE).asDoubleArray();
        }
    }

    @Test
    void inputsLongerThanTheModelTakesAreCountedAndCutOrLeftOutAsAsked() {
        List<Example> examples = new ArrayList<>(DataRows.examples(messages(20)));
        examples.add(new Example("Where is it? ".repeat(500), "question"));
        examples.add(new Example("Good day. ".repeat(500), "greeting"));
        Splits data = new Splits(DataRows.of("messages", examples, "generated"), messages(8), messages(8));
        try (Student cut = fineTune("roberta-pretrained", data, OPTIONS.epochs(1))) {
            assertThat(cut.predict("Hello ".repeat(10_000))).isIn("greeting", "question");
        }
        assertThat(notices).anySatisfy(notice -> assertThat(notice)
                .contains("2 of 22 training inputs have more than the 40 tokens")
                .contains("cut off"));
        notices.clear();
        fineTune("roberta-pretrained", data, OPTIONS.epochs(1).longInputs(LongInputs.DROP))
                .close();
        assertThat(notices).anySatisfy(notice -> assertThat(notice)
                .contains("2 of 22 training inputs have more than the 40 tokens")
                .contains("left out"));
    }

    @Test
    void textsAreCutWhereTheTokenizersOwnSettingsCutThem() throws IOException {
        Path shorter = copy("bert-pretrained");
        ObjectMapper json = new ObjectMapper();
        Path settings = shorter.resolve("tokenizer_config.json");
        ObjectNode tokenizer = (ObjectNode) json.readTree(settings.toFile());
        json.writeValue(settings.toFile(), tokenizer.put("model_max_length", 6));
        FineTuning.fineTune(TASK, shorter.toString(), data(), OPTIONS.epochs(1)).close();
        assertThat(notices).anySatisfy(notice -> assertThat(notice).contains("more than the 6 tokens"));
    }

    @Test
    void aSavedStudentThatHasLostItsHeadIsNotOpenedWithARandomOne() throws IOException {
        Path saved = folder.resolve("saved");
        try (Student student = fineTune("distilbert-pretrained", data(), OPTIONS.epochs(1))) {
            student.save(saved);
        }
        String weights = "model.safetensors";
        Files.copy(
                CHECKPOINTS.resolve("distilbert-pretrained").resolve(weights),
                saved.resolve(weights),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Student.open(saved))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("are not complete")
                .hasMessageContaining("classifier.bias");
    }

    @Test
    void rowsWithoutAnOutputAreLeftOutAndWhereNoneIsLeftItIsAnError() {
        List<Example> examples = new ArrayList<>(DataRows.examples(messages(20)));
        examples.add(new Example("Hello", " "));
        Splits data = new Splits(DataRows.of("messages", examples, "generated"), messages(8), messages(8));
        fineTune("bert-pretrained", data, OPTIONS.epochs(1)).close();
        assertThat(notices).anySatisfy(notice -> assertThat(notice).contains("1 of 21 training rows are left out"));
        Table blank = DataRows.of("messages", List.of(new Example("Hello", " "), new Example("Hi", "")), "generated");
        assertThatThrownBy(() -> fineTune("bert-pretrained", new Splits(blank, messages(8), messages(8)), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("None of the 2 training rows")
                .hasMessageContaining("2 have an output that is empty");
    }

    @Test
    void outputsThatAreNotFewAreRefused() {
        List<Example> examples = Stream.iterate(0, i -> i + 1)
                .limit(20)
                .map(i -> new Example("input " + i, "output " + i))
                .toList();
        Table different = DataRows.of("rows", examples, "generated");
        assertThatThrownBy(() -> fineTune("bert", new Splits(different, different, different), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("20 different outputs");
    }

    @Test
    void aVariantOfTheNetworkThatIsNotKnownIsRefusedByName() throws IOException {
        Path other = copy("bert");
        ObjectMapper json = new ObjectMapper();
        ObjectNode config =
                (ObjectNode) json.readTree(other.resolve("config.json").toFile());
        json.writeValue(other.resolve("config.json").toFile(), config.put("hidden_act", "silu"));
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, other.toString(), data(), OPTIONS))
                .hasMessageContaining("hidden_act is 'silu'")
                .hasMessageContaining("gelu");
        json.writeValue(
                other.resolve("config.json").toFile(),
                config.put("hidden_act", "gelu").put("num_hidden_layers", 1));
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, other.toString(), data(), OPTIONS))
                .hasMessageContaining("bert.encoder.layer.1.attention.output.LayerNorm.bias belongs to no part");
    }

    @Test
    void aSearchListsTrialsThatBlowUpTheFirstOneToo() throws IOException {
        String fragile = scaled(copy("bert-pretrained"), "attention.output.LayerNorm.gamma", 1e17f)
                .toString();
        TuningOptions options = TuningOptions.defaults()
                .trials(2)
                .space(Map.of())
                .range(HyperParameter.LEARNING_RATE, 1, 1)
                .choose(HyperParameter.CLIP_NORM, 1, 2)
                .training(OPTIONS.epochs(40).evaluations(120).patience(120))
                .withoutHalving();
        Table trials = Tuning.tune(TASK, fragile, data(), options);
        assertThat(trials.stringColumn(Columns.STATUS).asList())
                .hasSize(2)
                .allMatch(status -> status.startsWith("failed: Training diverged at step"));
        assertThatThrownBy(() -> Tuning.bestStudent(trials)).hasMessageContaining("each of its 2 trials failed");
    }

    @Test
    void aLearningRateThatBlowsUpStopsTrainingKeepsTheBestCheckpointAndIsNamed() throws IOException {
        // A first norm so large that weights of the usual size still fit float32 after it, and larger ones do not.
        String fragile = scaled(copy("bert-pretrained"), "attention.output.LayerNorm.gamma", 1e17f)
                .toString();
        TrainingOptions fast = OPTIONS.epochs(40).evaluations(120).patience(120).name("fast");
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, fragile, data(), fast.learningRate(1)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("Training diverged at step")
                .hasMessageContaining("likeliest cause is the learning rate, 1.0 at its highest")
                .hasMessageContaining("learningRate(0.1)")
                .hasMessageContaining("is kept");
        try (Student best = Student.open(Run.current().file("students/fast.checkpoint"))) {
            assertThat(best.predict("Hello")).isIn("greeting", "question");
        }
        FineTuning.fineTune(TASK, fragile, data(), fast.learningRate(1e-4)).close();
    }

    @Test
    void aCheckpointWhoseWeightsAreNoNumbersIsToldFromALearningRateThatIsTooHigh() throws IOException {
        String broken = scaled(copy("bert-pretrained"), "word_embeddings.weight", Float.NaN)
                .toString();
        assertThatThrownBy(() -> FineTuning.fineTune(TASK, broken, data(), OPTIONS))
                .hasMessageContaining("Training diverged at step 1")
                .hasMessageContaining("so it was before training")
                .hasMessageContaining("copy the checkpoint again");
    }

    /** Multiplies the values of all tensors whose name ends so. */
    private static Path scaled(Path checkpoint, String ending, float factor) throws IOException {
        Path file = checkpoint.resolve("model.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong(0);
        JsonNode header = new ObjectMapper().readTree(bytes.array(), Long.BYTES, length);
        header.properties().stream()
                .filter(tensor -> tensor.getKey().endsWith(ending))
                .map(tensor -> tensor.getValue().path("data_offsets"))
                .forEach(range -> {
                    for (int at = range.path(0).asInt(); at < range.path(1).asInt(); at += Float.BYTES) {
                        int place = Long.BYTES + length + at;
                        bytes.putFloat(place, factor * bytes.getFloat(place));
                    }
                });
        Files.write(file, bytes.array());
        return checkpoint;
    }

    private Path copy(String checkpoint) throws IOException {
        Path to = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(CHECKPOINTS.resolve(checkpoint))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}

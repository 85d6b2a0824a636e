package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.Prompt2Model;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.DecodingOptions;
import org.prompt2model.model.Fixtures;
import org.prompt2model.model.LlamaReference;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

class DecodingTest {
    private static final Set<String> LABELS = Set.of("1  one", "2 two", "3 three");
    private static final DecodingOptions FREE = DecodingOptions.defaults().constrained(false);
    private static final Table UNSEEN = DataRows.of(
            "unseen",
            List.of(new Example("noon", ""), new Example("half past four", ""), new Example("of", "")),
            "generated");

    @TempDir
    private static Path folder;

    /** Barely trained: left alone, it writes what is no label. */
    private static Student labelled;

    /** Trained on as many outputs as rows. */
    private static Student free;

    @BeforeAll
    static void train() {
        Run.use(folder.resolve("run"));
        List<Example> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(new Example("row " + i, "T" + i + ":00"));
        }
        labelled = fineTune(Fixtures.checkpoint("byt5"), fewOutputs());
        free = fineTune(Fixtures.checkpoint("byt5"), many);
    }

    private static Student fineTune(Path checkpoint, List<Example> examples) {
        Table rows = DataRows.of("rows", examples, "generated");
        TrainingOptions brief = TrainingOptions.defaults()
                .epochs(1)
                .evaluations(1)
                .learningRate(1e-5)
                .precision(Precision.FLOAT32);
        return FineTuning.fineTune(
                new Task("Write.", rows), checkpoint.toString(), new Splits(rows, rows, rows), brief);
    }

    private static List<Example> fewOutputs() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            examples.add(
                    new Example("row " + i, LABELS.stream().sorted().toList().get(i % 3)));
        }
        return examples;
    }

    @AfterAll
    static void close() {
        labelled.close();
        free.close();
    }

    private static List<String> answers(Predictor predictor) {
        return predictor.predict(UNSEEN).stringColumn(Columns.PREDICTION).asList();
    }

    private static List<Double> confidences(Predictor predictor) {
        return predictor.predict(UNSEEN).doubleColumn(Columns.CONFIDENCE).asList();
    }

    @Test
    void aStudentOfFewOutputsAnswersWithTheseAlone() {
        assertThat(LABELS).containsAll(answers(labelled));
        assertThat(LABELS)
                .containsAll(
                        answers(labelled.decoding(DecodingOptions.defaults().beams(4))));
        DecodingOptions hot = DecodingOptions.defaults().temperature(50);
        assertThat(LABELS).containsAll(answers(labelled.decoding(hot)));
    }

    @Test
    void aDecoderAloneAnswersWithItsOutputsToo() throws URISyntaxException {
        try (Student student = fineTune(LlamaReference.folder("smollm2"), fewOutputs())) {
            assertThat(LABELS).containsAll(answers(student));
            assertThat(LABELS).doesNotContainAnyElementsOf(answers(student.decoding(FREE)));
        }
    }

    @Test
    void aTokenizerThatLosesSpacesLosesNoneOfALabel() {
        try (Student student = fineTune(Fixtures.checkpoint("flan"), fewOutputs())) {
            assertThat(LABELS)
                    .containsAll(
                            answers(student.decoding(DecodingOptions.defaults().temperature(50))));
        }
    }

    @Test
    void aStudentThatWritesNothingHasNothingToDecode() throws URISyntaxException {
        Path encoder =
                Path.of(Fixtures.class.getResource("encoders/bert-pretrained").toURI());
        try (Student student = fineTune(encoder, fewOutputs())) {
            assertThatThrownBy(() -> student.decoding(DecodingOptions.defaults().beams(2)))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContainingAll("writes no text", "beams 2", "leave the DecodingOptions out");
        }
    }

    @Test
    void theConstraintCanBeSwitchedOff() {
        assertThat(LABELS).doesNotContainAnyElementsOf(answers(labelled.decoding(FREE)));
    }

    @Test
    void aStudentOfManyOutputsAnswersFreely() {
        assertThat(answers(free)).isEqualTo(answers(free.decoding(FREE)));
        assertThat(confidences(free)).isEqualTo(confidences(free.decoding(FREE)));
    }

    @Test
    void aSavedStudentKeepsItsLabels() {
        try (Student opened = Student.open(labelled.save(folder.resolve("saved")))) {
            assertThat(answers(opened)).isEqualTo(answers(labelled));
        }
    }

    @Test
    void theSameSeedDrawsTheSameAnswersAndAnotherSeedOthers() {
        DecodingOptions drawn = FREE.temperature(1.5);
        assertThat(answers(free.decoding(drawn.seed(3)))).isEqualTo(answers(free.decoding(drawn.seed(3))));
        assertThat(answers(free.decoding(drawn.seed(3)))).isNotEqualTo(answers(free.decoding(drawn.seed(4))));
    }

    @Test
    void rowsBesideItDoNotChangeWhatIsDrawnForAnInput() {
        Predictor drawn =
                free.decoding(FREE.temperature(1.5).topK(20).topP(0.95).seed(1));
        String alone =
                drawn.predict(UNSEEN.rows(0)).stringColumn(Columns.PREDICTION).get(0);
        assertThat(answers(drawn).get(0)).isEqualTo(alone);
    }

    @Test
    void theLikeliestTokenAloneIsGreedy() {
        assertThat(answers(free.decoding(FREE.topK(1)))).isEqualTo(answers(free));
        assertThat(answers(free.decoding(FREE.topP(1e-6)))).isEqualTo(answers(free));
        assertThat(answers(free.decoding(FREE.beams(1)))).isEqualTo(answers(free));
    }

    @Test
    void anAnswerEndsBeforeAStopSequence() {
        List<String> whole = answers(free);
        String stop = whole.get(0).substring(1, 3);
        List<String> cut = answers(free.decoding(FREE.stops("not there", stop)));
        assertThat(cut).hasSameSizeAs(whole);
        for (int row = 0; row < whole.size(); row++) {
            int place = whole.get(row).indexOf(stop);
            assertThat(cut.get(row))
                    .isEqualTo(place < 0 ? whole.get(row) : whole.get(row).substring(0, place));
        }
        assertThat(confidences(free.decoding(FREE.stops(stop))).get(0))
                .as("fewer tokens are likelier")
                .isGreaterThan(confidences(free).get(0));
    }

    @Test
    void predictTakesTheOptionsAndStoresEachDecodingApart() {
        Table greedy = Prompt2Model.predict(free, UNSEEN);
        Table drawn = Prompt2Model.predict(free, UNSEEN, FREE.temperature(1.5).seed(3));
        assertThat(drawn.stringColumn(Columns.PREDICTION).asList())
                .isEqualTo(answers(free.decoding(FREE.temperature(1.5).seed(3))))
                .isNotEqualTo(greedy.stringColumn(Columns.PREDICTION).asList());
        assertThat(free.decoding(FREE.beams(4)).name()).isEqualTo(free.name() + " (beams 4, unconstrained)");
    }

    @Test
    void optionsOfNoSenseAreRefusedWithWhatToDo() {
        DecodingOptions options = DecodingOptions.defaults();
        assertThatThrownBy(() -> options.temperature(0))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("temperature is 0.\n", "from 0.01 to 100\n");
        assertThatThrownBy(() -> options.beams(0)).hasMessageContaining("beams is 0");
        assertThatThrownBy(() -> options.topP(1.5)).hasMessageContaining("topP is 1.5");
        assertThatThrownBy(() -> options.topK(-1)).hasMessageContaining("topK is -1");
        assertThatThrownBy(() -> options.repetitionPenalty(0)).hasMessageContaining("repetitionPenalty is 0");
        assertThatThrownBy(() -> options.temperature(1).lengthPenalty(2))
                .hasMessageContainingAll("A length penalty needs beams", "beams(4).lengthPenalty(2.0)");
        assertThatThrownBy(() -> options.stops("")).hasMessageContaining("A stop sequence is empty");
    }
}

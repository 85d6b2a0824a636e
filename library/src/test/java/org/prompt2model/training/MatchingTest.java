package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

/** Answers held to an expression, by students that were hardly trained: left alone, they write what matches nothing. */
class MatchingTest {
    private static final DecodingOptions GREEDY = DecodingOptions.defaults();
    private static final Table UNSEEN = DataRows.of(
            "unseen",
            List.of(new Example("noon", ""), new Example("half past four", ""), new Example("of", "")),
            "generated");
    private static final TrainingOptions BRIEF = TrainingOptions.defaults()
            .epochs(1)
            .evaluations(1)
            .learningRate(1e-5)
            .precision(Precision.FLOAT32);
    private static final Map<String, Path> CHECKPOINTS = new LinkedHashMap<>();
    private static final Map<String, Student> STUDENTS = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() throws URISyntaxException {
        Run.use(folder.resolve("run"));
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            examples.add(new Example("row " + i, "T" + i + ":00 of the day"));
        }
        Table rows = DataRows.of("rows", examples, "generated");
        Map.of(
                        "t5",
                        Fixtures.checkpoint("t5"),
                        "byt5",
                        Fixtures.checkpoint("byt5"),
                        "smollm2",
                        LlamaReference.folder("smollm2"))
                .forEach(CHECKPOINTS::put);
        CHECKPOINTS.forEach((name, checkpoint) -> STUDENTS.put(
                name,
                FineTuning.fineTune(
                        new Task("Write.", rows), checkpoint.toString(), new Splits(rows, rows, rows), BRIEF)));
    }

    @AfterAll
    static void close() {
        STUDENTS.values().forEach(Student::close);
    }

    static Stream<String> students() {
        return Stream.of("t5", "byt5", "smollm2");
    }

    private static List<String> answers(Predictor predictor) {
        return predictor.predict(UNSEEN).stringColumn(Columns.PREDICTION).asList();
    }

    @ParameterizedTest
    @MethodSource("students")
    void everyAnswerMatchesHoweverItIsWritten(String name) {
        Student student = STUDENTS.get(name);
        for (String expression :
                List.of("\\d{2}:\\d{2}", "[a-z]+( [a-z]+)*", "(?:of|the)?", "é+|[^\\x00-\\x7F]", "(ab|ba){1,2}")) {
            for (DecodingOptions way : List.of(
                    GREEDY,
                    GREEDY.beams(4),
                    GREEDY.beams(3).repetitionPenalty(1.3),
                    GREEDY.temperature(30).seed(5),
                    GREEDY.temperature(2).topK(3).topP(0.9))) {
                assertThat(answers(student.decoding(way.matching(expression))))
                        .as("%s, %s", way, expression)
                        .allMatch(answer -> answer.matches(expression));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("students")
    void anAnswerThatMatchesAnywayStaysAsItIs(String name) {
        TrainingOptions longer = BRIEF.epochs(60).batchSize(8).learningRate(3e-3);
        try (Student student =
                FineTuning.fineTune(Numbers.TASK, CHECKPOINTS.get(name).toString(), Numbers.splits(), longer)) {
            Table rows = Numbers.rows(3); // T5's few pieces have no 4
            Table free = student.decoding(GREEDY.constrained(false)).predict(rows);
            assertThat(free.stringColumn(Columns.PREDICTION)).allMatch(answer -> answer.matches("\\d*|[a-z]+"));
            for (DecodingOptions way : List.of(GREEDY, GREEDY.beams(1))) {
                Table held = student.decoding(way.matching("\\d*|[a-z]+")).predict(rows);
                assertThat(held.stringColumn(Columns.PREDICTION).asList())
                        .isEqualTo(free.stringColumn(Columns.PREDICTION).asList());
                assertThat(held.doubleColumn(Columns.CONFIDENCE).asList())
                        .isEqualTo(free.doubleColumn(Columns.CONFIDENCE).asList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("students")
    void anAnswerIsSteeredToItsEndBeforeItIsTooLong(String name) {
        assertThat(answers(STUDENTS.get(name).decoding(GREEDY.temperature(30).matching("t[a-z]*\\d\\d"))))
                .allMatch(answer -> answer.matches("t[a-z]*\\d\\d"))
                .anyMatch(answer -> answer.length() > 3);
    }

    @ParameterizedTest
    @MethodSource("students")
    void whatTheStudentCanNeverWriteIsRefusedBeforeAnyWork(String name) {
        Student student = STUDENTS.get(name);
        DecodingOptions endless = GREEDY.matching("(?:\\d\\d:){200}");
        assertThatThrownBy(() -> student.decoding(endless))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("can give no answer that matches", "writes at most");
        assertThatThrownBy(() -> Prompt2Model.predict(student, UNSEEN, endless))
                .isInstanceOf(Prompt2ModelException.class);
    }
}

package org.prompt2model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.SplitOptions;
import org.prompt2model.corpus.Splits;
import org.prompt2model.evaluation.Baselines;
import org.prompt2model.generation.GenerationOptions;
import org.prompt2model.generation.TransformOptions;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.PromptOptions;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import org.prompt2model.training.TrainingOptions;
import org.prompt2model.training.TuningOptions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The stages one after the other, as a notebook calls them, with the rehearsal teacher. */
class Prompt2ModelTest {
    private static final Path PROMPTS = Path.of("..", "notebooks", "prompts");
    private static final Teacher REHEARSAL = Teachers.of("rehearsal");

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Prompt2Model.useRun(folder.toString());
    }

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void aPromptBecomesAStudentAndAReport() throws IOException {
        PromptToModelOptions options = PromptToModelOptions.defaults()
                .examples(60)
                .training(TrainingOptions.defaults().epochs(2).evaluations(1))
                .generation(GenerationOptions.defaults().teacher(REHEARSAL));
        try (Student student = Prompt2Model.promptToModel(Files.readString(PROMPTS.resolve("temporal.txt")), options)) {
            assertThat(student.name()).contains("rehearsal");
            assertThat(student.predict("5 May 2021")).isNotNull();
            Table models = Prompt2Model.retrieveModels(Prompt2Model.parsePrompt("Rewrite dates."));
            Table own = models.where(models.stringColumn("model").isEqualTo("prompt2model/byt5-nano"));
            assertThat(own.longColumn("parameters").get(0))
                    .as("the catalogue's count")
                    .isEqualTo(student.parameters().orElseThrow());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.endsWith(".html"));
        }
    }

    @TestFactory
    Stream<DynamicTest> anInterruptEndsEveryStage() throws IOException {
        Task task = Prompt2Model.parsePrompt(Files.readString(PROMPTS.resolve("temporal.txt")));
        Table rows = rows(60);
        Splits data =
                Prompt2Model.split(rows, SplitOptions.defaults().validation(10).test(10));
        TrainingOptions training = TrainingOptions.defaults().epochs(1).evaluations(1);
        Student student = Prompt2Model.fineTune(task, "prompt2model/byt5-nano", data, training.name("dates"));
        Table predictions = Prompt2Model.predict(student, data.test());
        return Stream.of(
                interrupted(
                        "parsePrompt",
                        () -> Prompt2Model.parsePrompt(
                                "Write dates in ISO 8601, for example May 5, 2021 as 2021-05-05.",
                                PromptOptions.defaults().teacher(REHEARSAL))),
                interrupted(
                        "transformDataset",
                        () -> Prompt2Model.transformDataset(
                                task, rows, TransformOptions.defaults().teacher(REHEARSAL))),
                interrupted(
                        "generateDataset",
                        () -> Prompt2Model.generateDataset(
                                task, 50, GenerationOptions.defaults().teacher(REHEARSAL))),
                interrupted("split", () -> Prompt2Model.split(rows, SplitOptions.defaults())),
                interrupted(
                        "fineTune",
                        () -> Prompt2Model.fineTune(task, "prompt2model/byt5-nano", data, training.seed(7))),
                interrupted(
                        "Embedding",
                        () -> Prompt2Model.fineTune(task, "prompt2model/minilm-classifier", centuries(), training)),
                interrupted(
                        "tune",
                        () -> Prompt2Model.tune(
                                task,
                                "prompt2model/byt5-nano",
                                data,
                                TuningOptions.defaults().trials(1).training(training))),
                interrupted("predict", () -> Prompt2Model.predict(student, data.test())),
                interrupted("evaluate", () -> Prompt2Model.evaluate(predictions)),
                interrupted("compare", () -> Prompt2Model.compare(data.test(), Baselines.majority(data.train()))));
    }

    private static DynamicTest interrupted(String stage, ThrowingCallable work) {
        return DynamicTest.dynamicTest(stage, () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(work)
                    .isInstanceOf(StageInterruptedException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isFalse();
        });
    }

    /** A task with two outputs. */
    private static Splits centuries() {
        Table rows = rows(120);
        StringColumn outputs = rows.stringColumn("output");
        rows.replaceColumn("output", outputs.map(date -> date.substring(0, 2)).setName("output"));
        return Prompt2Model.split(rows, SplitOptions.defaults().validation(10).test(10));
    }

    private static Table rows(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int day = 1 + i % 28;
            examples.add(new Example("March " + day + ", " + (1900 + i), String.format("%d-03-%02d", 1900 + i, day)));
        }
        return DataRows.of("dates", examples, "generated");
    }
}

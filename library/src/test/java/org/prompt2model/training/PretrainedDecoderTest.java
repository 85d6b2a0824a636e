package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.LlamaReference;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Student;
import org.prompt2model.run.Run;

/** The checkpoint is SmolLM2's in small: one token begins, ends and pads. */
class PretrainedDecoderTest {
    private static final LoraOptions LORA = LoraOptions.of(16, 32).dropout(0.02);
    private static final TrainingOptions SHORT = TrainingOptions.defaults()
            .epochs(40)
            .batchSize(8)
            .learningRate(3e-3)
            .evaluations(4)
            .precision(Precision.FLOAT32);

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder.resolve("run"));
    }

    private static Student fineTune(TrainingOptions options) throws Exception {
        String checkpoint = LlamaReference.folder("smollm2").toString();
        return FineTuning.fineTune(Numbers.TASK, checkpoint, Numbers.splits(), options);
    }

    static Stream<TrainingOptions> waysToTrain() {
        TrainingOptions longer = SHORT.epochs(200).evaluations(10);
        return Stream.of(SHORT, longer.lora(LORA), longer.lora(LORA.merged(false)));
    }

    @ParameterizedTest
    @MethodSource("waysToTrain")
    void aDecoderLearnsToAnswerAndToEndAndAnswersTheSameWhereverItIsSaved(TrainingOptions options) throws Exception {
        try (Student student = fineTune(options);
                Student opened = Student.open(student.save(folder.resolve("copy")))) {
            assertThat(student.predict(Numbers.rows(4))
                            .stringColumn(Columns.PREDICTION)
                            .asList())
                    .containsExactly("1", "2", "3", "4");
            assertThat(opened.predict(Numbers.rows(4))
                            .stringColumn(Columns.PREDICTION)
                            .asList())
                    .containsExactly("1", "2", "3", "4");
            assertThat(student.card().parameters()).isGreaterThan(20_000);
        }
    }

    @Test
    void adaptersAreSavedAloneAsPeftDoesOrMergedIntoAWholeModel() throws Exception {
        try (Student whole = fineTune(SHORT.epochs(1).lora(LORA));
                Student alone = fineTune(SHORT.epochs(1).lora(LORA.merged(false)))) {
            Path merged = whole.save(folder.resolve("merged"));
            Path adapters = alone.save(folder.resolve("adapters"));
            assertThat(merged.resolve("config.json")).exists();
            assertThat(merged.resolve("adapter_config.json")).doesNotExist();
            assertThat(adapters.resolve("adapter_config.json")).exists();
            assertThat(adapters.resolve("model.safetensors")).doesNotExist();
            assertThat(Files.size(adapters.resolve("adapter_model.safetensors")))
                    .isLessThan(Files.size(merged.resolve("model.safetensors")));
        }
    }

    @Test
    void adaptersForANetworkWithoutProjectionsAreRefused() {
        Splits data = Numbers.splits();
        assertThatThrownBy(() -> FineTuning.fineTune(Numbers.TASK, FineTuning.NANO, data, SHORT.lora(8, 16)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("LoRA")
                .hasMessageContaining("Llama family");
    }
}

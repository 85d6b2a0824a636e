package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.model.LlamaReference;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Student;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

class HeapTest {
    private static final String HEAP = "-Xmx64m";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"whole", "adapters"})
    void aNetworkThatIsLargerThanTheHeapIsTrainedAndGoneOnWithAndSavedAndOpened(String trained) throws Exception {
        Path checkpoint = LlamaReference.large(Files.createDirectory(folder.resolve("large")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        trained,
                        checkpoint.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("it goes on after step");
        assertThat(folder.resolve("copy/model.safetensors"))
                .hasSize(Files.size(checkpoint.resolve("model.safetensors")));
    }

    /** Trains in a JVM of its own, and is interrupted once. */
    static final class SmallHeap {
        private static final TrainingOptions WHOLE = TrainingOptions.defaults()
                .epochs(2)
                .batchSize(4)
                .evaluations(2)
                .learningRate(1e-3)
                .precision(Precision.FLOAT32);

        private SmallHeap() {}

        public static void main(String[] arguments) {
            TrainingOptions options = arguments[0].equals("whole") ? WHOLE : WHOLE.lora(LoraOptions.of(4, 8));
            Path folder = Path.of(arguments[2]);
            Run.use(folder.resolve("run"));
            ProgressMeter.listen(new Interruption());
            assertThatThrownBy(() -> train(arguments[1], options)).isInstanceOf(StageInterruptedException.class);
            try (Student student = train(arguments[1], options);
                    Student opened = Student.open(student.save(folder.resolve("copy")))) {
                Table rows = Numbers.rows(4);
                assertThat(opened.predict(rows).column(Columns.PREDICTION).asList())
                        .isEqualTo(
                                student.predict(rows).column(Columns.PREDICTION).asList());
            }
        }

        private static Student train(String checkpoint, TrainingOptions options) {
            return FineTuning.fineTune(Numbers.TASK, checkpoint, Numbers.splits(), options);
        }
    }

    /** Of the training, after the first evaluation. */
    private static final class Interruption implements ProgressListener {
        private boolean came;

        @Override
        public void onProgress(Progress progress) {
            if (!came && progress.figures().keySet().stream().anyMatch(figure -> figure.startsWith("best"))) {
                came = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onNotice(String stage, String message) {
            System.out.println(message);
        }
    }
}

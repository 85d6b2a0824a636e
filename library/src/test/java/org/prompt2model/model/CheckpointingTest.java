package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prompt2model.corpus.Prompt2ModelException;

/** Activations that are computed again are those that would have been kept, dropout and all. */
class CheckpointingTest {
    private static final int[][] SOURCES = {{5, 6, 7, 8}, {9, 10}};
    private static final int[][] TARGETS = {{11, 12, 1}, {13, 1}};

    @TestFactory
    Stream<DynamicTest> t5TrainsToTheSameWeights() {
        return Stream.of("t5", "flan", "byt5")
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertSame(() -> TextNetwork.of(open(Fixtures.checkpoint(name)), false))));
    }

    @TestFactory
    Stream<DynamicTest> llamaTrainsToTheSameWeights() {
        return Stream.of("llama3", "mistral", "qwen2.5", "qwen3", "smollm2")
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertSame(() -> TextNetwork.of(open(llama(name)), false))));
    }

    @Test
    void adaptersTrainToTheSameWeights() {
        assertSame(() -> LlamaNetwork.adapted(open(llama("llama3")), LoraOptions.of(4, 8), 1, false));
    }

    @Test
    void encodersTrainToTheSameWeights() {
        Path folder = Fixtures.checkpoint("../encoders/bert-pretrained");
        Batch batch = new Batch.Labelled(SOURCES, new int[] {0, 1});
        Supplier<Network> made = () -> EncoderNetwork.of(open(folder), List.of("no", "yes"), 1, false);
        assertThat(Arrays.mismatch(trained(made.get(), batch, true), trained(made.get(), batch, false)))
                .isEqualTo(-1);
    }

    @Test
    void dropoutOnSeveralDevicesIsRefused() {
        StepSettings settings = new StepSettings(1e-2, 0.01, 1, 0.1, 0.9, 0.98, 0, Optimizer.ADAMW, true);
        try (TextNetwork network = TextNetwork.of(open(Fixtures.checkpoint("t5")), false)) {
            network.replicate(2);
            assertThatThrownBy(() -> network.step(network.batch(SOURCES, TARGETS), settings))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("dropout(0)");
        }
    }

    private static void assertSame(Supplier<TextNetwork> made) {
        float[] again;
        float[] kept;
        try (TextNetwork one = made.get();
                TextNetwork other = made.get()) {
            again = trained(one, one.batch(SOURCES, TARGETS), true);
            kept = trained(other, other.batch(SOURCES, TARGETS), false);
        }
        assertThat(Arrays.mismatch(again, kept)).isEqualTo(-1);
    }

    /** Losses of three steps, then the weights. */
    private static float[] trained(Network network, Batch batch, boolean again) {
        StepSettings settings = new StepSettings(1e-2, 0.01, 1, 0.1, 0.9, 0.98, 0.1, Optimizer.ADAMW, again);
        try (network) {
            Torch.seed(3);
            float[] losses = new float[3];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = network.step(batch, settings)[0];
            }
            float[] weights = network.weights();
            float[] all = Arrays.copyOf(losses, losses.length + weights.length);
            System.arraycopy(weights, 0, all, losses.length, weights.length);
            return all;
        }
    }

    private static Path llama(String name) {
        try {
            return LlamaReference.folder(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Checkpoint open(Path folder) {
        return Checkpoint.open(folder.toString());
    }
}

package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a network keeps from answer to answer, its weights cast and packed, never outlives those weights. */
class KeptWeightsTest {
    private static final int[][] SOURCES = {{5, 9, 11}, {7, 6, 5, 12, 8, 3, 10}};
    private static final int[][] TARGETS = {{8, 6, 1}, {4, 1}};
    private static final StepSettings SETTINGS = new StepSettings(3e-2, 0.01, 1, 0, 0.9, 0.98);
    private static final int LIMIT = 8;

    static Stream<Arguments> networks() {
        Stream<Arguments> whole = Stream.of(
                        "checkpoints/t5", "checkpoints/flan", "llama/llama3", "llama/smollm2", "llama/qwen2.5")
                .map(name -> arguments(
                        name, (Function<Boolean, TextNetwork>) bfloat16 -> TextNetwork.of(checkpoint(name), bfloat16)));
        Arguments adapted = arguments("adapters", (Function<Boolean, TextNetwork>)
                bfloat16 -> LlamaNetwork.adapted(checkpoint("llama/smollm2"), LoraOptions.of(4, 8), 1, bfloat16));
        return Stream.concat(whole, Stream.of(adapted));
    }

    private static Checkpoint checkpoint(String name) {
        try {
            return Checkpoint.open(
                    Path.of(KeptWeightsTest.class.getResource(name).toURI()).toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<float[]> logs(TextNetwork network) {
        return network.generate(SOURCES, LIMIT).stream().map(Answer::logs).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersFollowTheWeightsThatTheNetworkHasByThen(String name, Function<Boolean, TextNetwork> maker) {
        for (boolean bfloat16 : new boolean[] {false, true}) {
            try (TextNetwork network = maker.apply(bfloat16);
                    TextNetwork fresh = maker.apply(bfloat16)) {
                List<float[]> before = logs(network);
                float[] weights = network.weights();
                for (int step = 0; step < 2; step++) {
                    network.step(network.batch(SOURCES, TARGETS), SETTINGS);
                    List<float[]> after = logs(network);
                    fresh.fill(FlatWeights.of(network.weights()));
                    assertThat(after).usingRecursiveComparison().isEqualTo(logs(fresh));
                    assertThat(after).usingRecursiveComparison().isNotEqualTo(before);
                }
                network.fill(FlatWeights.of(weights));
                assertThat(logs(network)).usingRecursiveComparison().isEqualTo(before);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void packedWeightsGiveTheProductsOfPlainOnes(String name, Function<Boolean, TextNetwork> maker) {
        try (TextNetwork packed = maker.apply(true);
                TextNetwork plain = maker.apply(false)) {
            List<float[]> found = logs(packed);
            List<float[]> expected = logs(plain);
            for (int row = 0; row < SOURCES.length; row++) {
                // From the first token alone, for two that are almost as likely may change places in bfloat16.
                assertThat(found.get(row)[0]).isCloseTo(expected.get(row)[0], within(0.05f));
            }
        }
    }
}

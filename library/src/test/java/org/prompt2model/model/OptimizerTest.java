package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerTest {
    private static final T5Config TINY = new T5Config(ByteTokenizer.VOCABULARY, 32, 8, 2, 48, 2, 1, 32, 64);

    /** Weights after some steps of PyTorch's own optimizers, from optimizer_fixture.py. */
    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void movesTheWeightsAsPyTorchDoes(Optimizer optimizer) throws IOException {
        JsonNode fixture = fixture();
        StepSettings settings = new StepSettings(
                fixture.path("rate").asDouble(),
                fixture.path("decay").asDouble(),
                fixture.path("clip").asDouble(),
                0,
                0.9,
                0.98,
                0,
                optimizer);
        JsonNode expected = fixture.path(optimizer.name());
        float[][] inputs = new ObjectMapper().convertValue(fixture.path("inputs"), float[][].class);
        int[] classes = new ObjectMapper().convertValue(fixture.path("classes"), int[].class);
        try (ClassifierNetwork network =
                ClassifierNetwork.of(inputs[0].length, 3, FlatWeights.of(floats(fixture.path("start"))))) {
            for (JsonNode loss : expected.path("losses")) {
                assertThat((double) network.step(new Batch.Embeddings(inputs, classes), settings)[0])
                        .isCloseTo(loss.asDouble(), within(1e-5));
            }
            assertThat(network.weights()).containsExactly(floats(expected.path("weights")), within(1e-5f));
        }
    }

    @Test
    void aBatchInPartsIsTheWholeBatch() {
        assertThat(trained(1, whole())).containsExactly(trained(1, parts()), within(2e-5f));
    }

    @Test
    void twoReplicasTrainAsOneDoesOnTheWholeBatch() {
        assertThat(trained(2, parts())).containsExactly(trained(1, whole()), within(2e-5f));
        assertThat(losses(2, parts())).containsExactly(losses(1, whole()), within(1e-5f));
    }

    @Test
    void replicasGiveTheSameFiguresEachTime() {
        assertThat(trained(2, parts())).isEqualTo(trained(2, parts()));
    }

    @Test
    void adafactorLearnsOnReplicasToo() {
        StepSettings settings = new StepSettings(1e-2, 0, 1, 0, 0.9, 0.98, 0, Optimizer.ADAFACTOR);
        try (T5Network network = T5Network.random(TINY, 3, false)) {
            network.replicate(2);
            float first = network.step(parts(), settings)[0];
            float last = first;
            for (int i = 0; i < 60; i++) {
                last = network.step(parts(), settings)[0];
            }
            assertThat(last).isLessThan(first / 3);
        }
    }

    /** Answers of unlike length: a mean of the parts' means would be another figure. */
    private static List<Batch> parts() {
        return List.of(texts("one", "1", "two", "2"), texts("three hundred", "300, as you see", "four", "4"));
    }

    private static List<Batch> whole() {
        return List.of(texts("one", "1", "two", "2", "three hundred", "300, as you see", "four", "4"));
    }

    private static Batch texts(String... pairs) {
        int[][] sources = new int[pairs.length / 2][];
        int[][] targets = new int[pairs.length / 2][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new ByteTokenizer().encode(pairs[2 * i], 64);
            targets[i] = new ByteTokenizer().encode(pairs[2 * i + 1], 64);
        }
        return new Batch.Texts(sources, targets);
    }

    private static float[] trained(int copies, List<Batch> batches) {
        try (T5Network network = network(copies)) {
            steps(network, batches);
            return network.weights();
        }
    }

    private static float[] losses(int copies, List<Batch> batches) {
        try (T5Network network = network(copies)) {
            return steps(network, batches);
        }
    }

    private static T5Network network(int copies) {
        T5Network network = T5Network.random(TINY, 3, false);
        network.replicate(copies);
        return network;
    }

    private static float[] steps(T5Network network, List<Batch> batches) {
        float[] losses = new float[3];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = network.step(batches, new StepSettings(1e-4, 0.01, 1, 0, 0.9, 0.98))[0];
        }
        return losses;
    }

    private static float[] floats(JsonNode numbers) {
        List<Float> all = new ArrayList<>();
        numbers.forEach(number -> all.add((float) number.asDouble()));
        float[] floats = new float[all.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = all.get(i);
        }
        return floats;
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream in = OptimizerTest.class.getResourceAsStream("optimizers.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}

package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What transformers computes from the same checkpoints, written by {@code encoder_fixture.py}. */
class EncoderNetworkTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> LABELS = List.of("complaint", "greeting", "question");

    private static Path folder(String family) {
        return Path.of("src/test/resources/org/prompt2model/model/encoders", family);
    }

    private static JsonNode expected(String family) throws IOException {
        return JSON.readTree(folder(family).resolve("expected.json").toFile());
    }

    private static EncoderNetwork open(String family) {
        Checkpoint checkpoint = Checkpoint.open(folder(family).toString());
        return EncoderNetwork.of(checkpoint, LABELS, 1, false);
    }

    private static Batch.Labelled batch(JsonNode expected) {
        return new Batch.Labelled(
                JSON.convertValue(expected.path("tokens"), int[][].class),
                JSON.convertValue(expected.path("classes"), int[].class));
    }

    private static Map<String, float[]> byName(EncoderNetwork network, float[] flat) {
        return network.config().layout().byName(flat);
    }

    /** One part in ten thousand, and what rounding leaves of numbers near 0. */
    private static Offset<Double> near(double value) {
        return within(1e-4 * Math.abs(value) + 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void logitsAndLossAreThoseOfTransformers(String family) throws IOException {
        JsonNode expected = expected(family);
        Batch.Labelled batch = batch(expected);
        try (EncoderNetwork network = open(family)) {
            float[][] logits = network.logits(batch.texts());
            for (int row = 0; row < logits.length; row++) {
                for (int k = 0; k < logits[row].length; k++) {
                    double value = expected.path("logits").path(row).path(k).asDouble();
                    assertThat((double) logits[row][k]).isCloseTo(value, near(value));
                }
            }
            double loss = expected.path("loss").asDouble();
            assertThat((double) network.loss(batch)).isCloseTo(loss, near(loss));
            double smoothedLoss = expected.path("smoothed_loss").asDouble();
            StepSettings smoothing = new StepSettings(
                    1e-3, 0, 1, 0, 0.9, 0.98, expected.path("label_smoothing").asDouble(), Optimizer.ADAMW);
            assertThat((double) network.step(batch, smoothing)[0]).isCloseTo(smoothedLoss, near(smoothedLoss));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void gradientsAreThoseOfTransformers(String family) throws IOException {
        JsonNode expected = expected(family);
        try (EncoderNetwork network = open(family)) {
            Map<String, float[]> gradients =
                    byName(network, network.gradient(batch(expected)).get(1));
            JsonNode norms = expected.path("gradient_norms");
            assertThat(gradients.keySet()).containsExactlyInAnyOrderElementsOf(names(norms));
            norms.properties().forEach(norm -> {
                double value = norm.getValue().asDouble();
                assertThat(norm(gradients.get(norm.getKey()))).as(norm.getKey()).isCloseTo(value, near(value));
            });
            assertAlike(gradients, expected.path("gradients"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void aStepOfAdamWWhichSparesBiasesAndNormsFromDecayIsThatOfTransformers(String family) throws IOException {
        JsonNode expected = expected(family);
        JsonNode step = expected.path("step");
        StepSettings settings = new StepSettings(
                step.path("learning_rate").asDouble(),
                step.path("weight_decay").asDouble(),
                step.path("clip_norm").asDouble(),
                0,
                step.path("beta1").asDouble(),
                step.path("beta2").asDouble());
        try (EncoderNetwork network = open(family)) {
            float norm = network.step(batch(expected), settings)[1];
            double expectedNorm = expected.path("gradient_norm").asDouble();
            assertThat((double) norm).isCloseTo(expectedNorm, near(expectedNorm));
            assertAlike(byName(network, network.weights()), step.path("weights"));
            double after = step.path("loss_after").asDouble();
            assertThat((double) network.loss(batch(expected))).isCloseTo(after, near(after));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void gradientsAgreeWithFiniteDifferences(String family) throws IOException {
        Batch.Labelled batch = batch(expected(family));
        try (EncoderNetwork network = open(family)) {
            float[] gradient = network.gradient(batch).get(1);
            float[] weights = network.weights();
            Random random = new Random(5);
            for (int checked = 0; checked < 12; ) {
                int at = random.nextInt(weights.length);
                if (Math.abs(gradient[at]) < 0.05) {
                    continue;
                }
                float kept = weights[at];
                float step = 3e-3f;
                double above = lossWith(network, batch, weights, at, kept + step);
                double below = lossWith(network, batch, weights, at, kept - step);
                weights[at] = kept;
                assertThat((above - below) / (2 * step)).isCloseTo(gradient[at], within(0.03 * Math.abs(gradient[at])));
                checked++;
            }
        }
    }

    private static double lossWith(EncoderNetwork network, Batch batch, float[] weights, int at, float value) {
        weights[at] = value;
        network.fill(FlatWeights.of(weights));
        return network.loss(batch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void aTextHasTheSameLogitsAloneAndBesideLongerOnes(String family) throws IOException {
        int[][] texts = batch(expected(family)).texts();
        try (EncoderNetwork network = open(family)) {
            float[] alone = network.logits(new int[][] {texts[1]})[0];
            float[] beside = network.logits(texts)[1];
            for (int k = 0; k < alone.length; k++) {
                assertThat(beside[k]).isCloseTo(alone[k], within(1e-5f));
            }
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void assertAlike(Map<String, float[]> found, JsonNode expected) {
        assertThat(expected.size()).isGreaterThan(20);
        expected.properties().forEach(entry -> {
            for (int i = 0; i < entry.getValue().size(); i++) {
                if (entry.getValue().path(i).isNull()) {
                    continue;
                }
                double value = entry.getValue().path(i).asDouble();
                assertThat((double) found.get(entry.getKey())[i])
                        .as(entry.getKey() + "[" + i + "]")
                        .isCloseTo(value, near(value));
            }
        });
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}

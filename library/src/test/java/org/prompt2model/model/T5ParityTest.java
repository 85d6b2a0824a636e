package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variant of T5 computes what transformers computes, within 1e-4 of its size. */
class T5ParityTest {
    private static final double TOLERANCE = 1e-4;

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"t5", "flan", "mt5", "byt5", "codet5"})
    @interface EachVariant {}

    private static Batch.Texts batch(JsonNode reference) {
        return new Batch.Texts(Fixtures.rows(reference.path("input_ids")), Fixtures.rows(reference.path("labels")));
    }

    private static T5Network open(String name) {
        return T5Network.of(Checkpoint.open(Fixtures.checkpoint(name).toString()), false);
    }

    @EachVariant
    void logitsAndLoss(String name) {
        JsonNode reference = Fixtures.json(name, "reference.json");
        try (T5Network network = open(name)) {
            assertClose(network.loss(batch(reference)), reference.path("loss").asDouble());
            float[][] logits = network.logits(batch(reference));
            int vocabulary = network.config().vocabulary();
            for (int row = 0; row < logits.length; row++) {
                for (int place = 0; place < reference.path("logits").path(row).size(); place++) {
                    float[] expected =
                            Fixtures.floats(reference.path("logits").path(row).path(place));
                    int from = place * vocabulary;
                    assertClose(Arrays.copyOfRange(logits[row], from, from + expected.length), expected);
                }
            }
        }
    }

    @EachVariant
    void gradients(String name) {
        JsonNode reference = Fixtures.json(name, "reference.json");
        try (T5Network network = open(name)) {
            float[] gradient = network.gradient(batch(reference)).get(1);
            double squares = 0;
            for (float value : gradient) {
                squares += (double) value * value;
            }
            double norm = reference.path("gradient_norm").asDouble();
            assertClose(Math.sqrt(squares), norm);
            assertEach(network, gradient, reference.path("gradients"), TOLERANCE * norm);
        }
    }

    @EachVariant
    void oneStepOfAdamW(String name) {
        JsonNode reference = Fixtures.json(name, "reference.json");
        try (T5Network network = open(name)) {
            float[] result = network.step(batch(reference), new StepSettings(1e-2, 0.1, 1, 0, 0.9, 0.98));
            assertClose(result[0], reference.path("loss").asDouble());
            assertClose(result[1], reference.path("gradient_norm").asDouble());
            assertClose(
                    network.loss(batch(reference)),
                    reference.path("loss_after_step").asDouble());
            assertEach(network, network.weights(), reference.path("after_step"), TOLERANCE);
        }
    }

    @EachVariant
    void greedyAnswers(String name) {
        JsonNode reference = Fixtures.json(name, "reference.json");
        try (T5Network network = open(name)) {
            int[][] sources = batch(reference).sources();
            List<Answer> answers = network.generate(sources, 12);
            for (int row = 0; row < sources.length; row++) {
                int[] expected = Fixtures.ints(reference.path("greedy").path(row));
                int[] found = answers.get(row).tokens();
                assertThat(found).isEqualTo(Arrays.copyOf(expected, found.length));
                assertThat(answers.get(row).ended())
                        .isEqualTo(found.length < expected.length
                                && network.config().variant().ends().contains(expected[found.length]));
            }
        }
    }

    /** Compares the first values of each tensor that the network knows with those of transformers. */
    private static void assertEach(T5Network network, float[] flat, JsonNode expected, double within) {
        Map<String, float[]> tensors = network.config().layout().byName(flat);
        assertThat(expected.properties()).hasSameSizeAs(tensors.keySet());
        expected.properties().forEach(entry -> {
            float[] values = Fixtures.floats(entry.getValue());
            assertThat(Arrays.copyOf(tensors.get(entry.getKey()), values.length))
                    .as(entry.getKey())
                    .containsExactly(values, within((float) within));
        });
    }

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
    }

    // A logit near 0 is as exact as the largest beside it.
    private static void assertClose(float[] found, float[] expected) {
        double size = 0;
        for (float value : expected) {
            size = Math.max(size, Math.abs(value));
        }
        assertThat(found).containsExactly(expected, within((float) (TOLERANCE * size)));
    }
}

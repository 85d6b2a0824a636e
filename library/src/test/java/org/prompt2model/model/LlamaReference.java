package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A tiny checkpoint, and what transformers computes with it; both from src/test/python/llama_fixture.py. */
public final class LlamaReference {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The optimizer's step of the script. */
    private static final StepSettings STEP = new StepSettings(1e-2, 0.1, 1, 0, 0.9, 0.98);

    private static final double TOLERANCE = 1e-4;

    private final Path folder;
    private final JsonNode facts;

    LlamaReference(String name) throws IOException, URISyntaxException {
        folder = folder(name);
        facts = JSON.readTree(folder.resolve("reference.json").toFile());
    }

    /** The folder of a checkpoint. */
    public static Path folder(String name) throws URISyntaxException {
        return Path.of(LlamaReference.class.getResource("llama/" + name).toURI());
    }

    /** A checkpoint of 20 million weights, 80 MB. */
    public static Path large(Path into) throws IOException, URISyntaxException {
        ObjectNode config = (ObjectNode)
                JSON.readTree(folder("smollm2").resolve("config.json").toFile());
        config.put("hidden_size", 256).put("head_dim", 64).put("intermediate_size", 12_800);
        Files.writeString(into.resolve("config.json"), config.toString());
        Files.copy(folder("smollm2").resolve("tokenizer.json"), into.resolve("tokenizer.json"));
        try (LlamaNetwork network = LlamaNetwork.random(config.toString(), 1, false)) {
            network.writeTrained(into.resolve("model.safetensors"));
        }
        return into;
    }

    Path folder() {
        return folder;
    }

    Checkpoint checkpoint() {
        return Checkpoint.open(folder.toString());
    }

    int[][] prompts() {
        return JSON.convertValue(facts.path("prompts"), int[][].class);
    }

    Batch.Continuations batch() {
        return new Batch.Continuations(prompts(), JSON.convertValue(facts.path("answers"), int[][].class));
    }

    /** The logits of the longest row are those of its first two and last two places. */
    void requireLogits(LlamaNetwork network) {
        Batch.Continuations batch = batch();
        int row = facts.path("logits_row").asInt();
        int[] text = new int[batch.prompts()[row].length + batch.answers()[row].length];
        System.arraycopy(batch.prompts()[row], 0, text, 0, batch.prompts()[row].length);
        System.arraycopy(batch.answers()[row], 0, text, batch.prompts()[row].length, batch.answers()[row].length);
        float[][] found = network.logits(text);
        float[][] expected = JSON.convertValue(facts.path("logits"), float[][].class);
        int[] places = {0, 1, text.length - 2, text.length - 1};
        for (int i = 0; i < places.length; i++) {
            requireClose(found[places[i]], expected[i], "logits of place " + places[i]);
        }
    }

    void requireLossAndGradients(LlamaNetwork network) {
        float loss = network.loss(batch());
        assertThat((double) loss).isCloseTo(number("loss"), within(TOLERANCE * number("loss")));
        Map<String, float[]> gradients =
                network.trained().byName(network.gradient(batch()).get(1));
        assertThat(gradients.keySet().stream().map(this::named)).containsExactlyInAnyOrderElementsOf(expectedNames());
        gradients.forEach((name, values) -> {
            JsonNode expected = facts.path("gradients").path(named(name));
            double norm = expected.path("norm").asDouble();
            assertThat(norm(values)).as(name).isCloseTo(norm, within(TOLERANCE * norm));
            for (int i = 0; i < expected.path("first").size(); i++) {
                double entry = expected.path("first").path(i).asDouble();
                assertThat((double) values[i]).as(name + " " + i).isCloseTo(entry, within(TOLERANCE * norm));
            }
        });
    }

    private List<String> expectedNames() {
        List<String> names = new ArrayList<>();
        facts.path("gradients").fieldNames().forEachRemaining(names::add);
        return names;
    }

    // peft names an adapter "default" in memory, and leaves that out in its files.
    private String named(String tensor) {
        return tensor.replaceAll("(lora_[AB])\\.weight$", "$1.default.weight");
    }

    void requireStep(LlamaNetwork network) {
        float[] result = network.step(batch(), STEP);
        assertThat((double) result[1]).isCloseTo(number("gradient_norm"), within(TOLERANCE * number("gradient_norm")));
        assertThat((double) network.loss(batch()))
                .isCloseTo(number("loss_after_step"), within(TOLERANCE * number("loss_after_step")));
    }

    void requireGenerated(LlamaNetwork network) {
        int[][] expected = JSON.convertValue(facts.path("generated"), int[][].class);
        Function<Answer, int[]> tokens = Answer::tokens;
        assertThat(network.generate(prompts(), 12)).extracting(tokens).containsExactly(expected);
    }

    private double number(String name) {
        return facts.path(name).asDouble();
    }

    static void requireClose(float[] found, float[] expected, String what) {
        double size = norm(expected) / Math.sqrt(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).as(what).isCloseTo(expected[i], within(TOLERANCE * size));
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}

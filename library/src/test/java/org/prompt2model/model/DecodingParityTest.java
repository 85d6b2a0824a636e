package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks write what transformers writes; what it wrote is from src/test/python/decoding_fixture.py. */
class DecodingParityTest {
    private static final int DRAWS = 1_000;

    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "checkpoints/t5",
                "checkpoints/flan",
                "checkpoints/mt5",
                "checkpoints/byt5",
                "checkpoints/codet5",
                "llama/llama3",
                "llama/smollm2",
                "llama/qwen2.5",
                "llama/qwen3",
                "llama/mistral"
            })
    @interface EachCheckpoint {}

    private static Path folder(String name) throws URISyntaxException {
        return Path.of(DecodingParityTest.class.getResource(name).toURI());
    }

    private static JsonNode facts(String name) throws IOException, URISyntaxException {
        return new ObjectMapper().readTree(folder(name).resolve("decoding.json").toFile());
    }

    private static TextNetwork open(String name) throws URISyntaxException {
        return TextNetwork.of(Checkpoint.open(folder(name).toString()), false);
    }

    private static DecodingOptions options(JsonNode facts) {
        DecodingOptions options = DecodingOptions.defaults()
                .repetitionPenalty(facts.path("repetition_penalty").asDouble(1));
        return facts.has("num_beams")
                ? options.beams(facts.path("num_beams").asInt())
                        .lengthPenalty(facts.path("length_penalty").asDouble(1))
                : options;
    }

    @EachCheckpoint
    void beamsAndPenaltiesAndAllowedAnswers(String name) throws IOException, URISyntaxException {
        JsonNode facts = facts(name);
        int[][] inputs = Fixtures.rows(facts.path("inputs"));
        List<int[]> allowed = Arrays.asList(Fixtures.rows(facts.path("allowed")));
        try (TextNetwork network = open(name)) {
            for (JsonNode expected : facts.path("cases")) {
                AllowedTokens trie = expected.has("allowed")
                        ? new AnswerTrie(allowed).allowed(network.shape().outputs())
                        : AllowedTokens.ALL;
                Decoding decoding = new Decoding(facts.path("limit").asInt(), options(expected), List.of(), trie);
                List<Answer> found = network.generate(inputs, decoding);
                for (int row = 0; row < inputs.length; row++) {
                    JsonNode answer = expected.path("answers").path(row);
                    if (!answer.isNull()) {
                        assertThat(found.get(row).tokens())
                                .as("%s, row %d", options(expected), row)
                                .isEqualTo(Fixtures.ints(answer));
                    }
                }
            }
        }
    }

    @EachCheckpoint
    void drawsFollowTheDistributionOfTransformers(String name) throws IOException, URISyntaxException {
        JsonNode facts = facts(name);
        JsonNode sampling = facts.path("sampling");
        int[][] input = {Fixtures.ints(facts.path("inputs").path(0))};
        DecodingOptions options = DecodingOptions.defaults()
                .temperature(sampling.path("temperature").asDouble())
                .topK(sampling.path("top_k").asInt())
                .topP(sampling.path("top_p").asDouble());
        Map<Integer, Integer> counts = new HashMap<>();
        try (TextNetwork network = open(name)) {
            for (int seed = 0; seed < DRAWS; seed++) {
                Answer answer = network.generate(input, Decoding.of(1, options.seed(seed)))
                        .get(0);
                int token = answer.ended() ? network.ends().get(0) : answer.tokens()[0];
                counts.merge(token, 1, Integer::sum);
            }
        }
        sampling.path("first").properties().forEach(entry -> {
            double share = entry.getValue().asDouble();
            double four = 4 * Math.sqrt(share * (1 - share) / DRAWS) + 1e-9;
            Integer count = counts.remove(Integer.valueOf(entry.getKey()));
            assertThat((count == null ? 0 : count) / (double) DRAWS)
                    .as(entry.getKey())
                    .isCloseTo(share, within(four));
        });
        assertThat(counts).as("tokens that transformers never draws").isEmpty();
    }
}

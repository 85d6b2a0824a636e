package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Prompt2ModelException;

class LlamaNetworkTest {
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "smollm2", "qwen2.5", "qwen3", "mistral"})
    void computesWhatTransformersComputes(String family) throws Exception {
        LlamaReference reference = new LlamaReference(family);
        try (LlamaNetwork network = LlamaNetwork.of(reference.checkpoint(), false)) {
            reference.requireLogits(network);
            reference.requireLossAndGradients(network);
            reference.requireGenerated(network);
            reference.requireStep(network);
        }
    }

    @Test
    void anAnswerIsTheSameAloneAsInABatchOfLongerPrompts() throws Exception {
        LlamaReference reference = new LlamaReference("qwen2.5");
        try (LlamaNetwork network = LlamaNetwork.of(reference.checkpoint(), false)) {
            List<Answer> together = network.generate(reference.prompts(), 8);
            for (int row = 0; row < together.size(); row++) {
                Answer alone = network.generate(new int[][] {reference.prompts()[row]}, 8)
                        .get(0);
                assertThat(together.get(row).tokens()).isEqualTo(alone.tokens());
            }
        }
    }

    @Test
    void theLossCountsTheAnswersAlone() throws Exception {
        LlamaReference reference = new LlamaReference("smollm2");
        int[] prompt = reference.prompts()[0];
        int[] answer = {23, 44, 6};
        try (LlamaNetwork network = LlamaNetwork.of(reference.checkpoint(), false)) {
            float[][] logits = network.logits(joined(prompt, answer));
            double sum = 0;
            for (int i = 0; i < answer.length; i++) {
                sum -= logProbability(logits[prompt.length - 1 + i], answer[i]);
            }
            float loss = network.loss(new Batch.Continuations(new int[][] {prompt}, new int[][] {answer}));
            assertThat(loss).isCloseTo((float) (sum / answer.length), within(1e-4f));
        }
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static double logProbability(float[] logits, int token) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[token] - Math.log(sum);
    }

    @Test
    void aConfigOfBeforeTransformers5MeansTheSame() throws Exception {
        JsonNode config = new LlamaReference("llama3").checkpoint().config();
        ObjectNode old = config.deepCopy();
        ObjectNode rope = (ObjectNode) old.remove("rope_parameters");
        old.set("rope_theta", rope.remove("rope_theta"));
        old.set("rope_scaling", rope);
        assertThat(LlamaConfig.fromJson(old)).isEqualTo(LlamaConfig.fromJson(config));
    }

    @Test
    void whatTheNetworkCannotDoIsRefusedByName() throws Exception {
        ObjectNode config = new LlamaReference("llama3").checkpoint().config().deepCopy();
        ((ObjectNode) config.path("rope_parameters")).put("rope_type", "yarn");
        assertThatThrownBy(() -> LlamaConfig.fromJson(config))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("rope_type is \"yarn\"")
                .hasMessageContaining("llama3");
        ObjectNode biased = new LlamaReference("llama3").checkpoint().config().deepCopy();
        biased.put("mlp_bias", true);
        assertThatThrownBy(() -> LlamaConfig.fromJson(biased))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("mlp_bias");
    }
}

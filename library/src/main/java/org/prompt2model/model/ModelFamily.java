package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;

/** Networks that can be opened and trained, by what a config.json says. */
// The lists come from List.of, which nobody can change.
@SuppressWarnings("ImmutableEnumChecker")
public enum ModelFamily {
    /** Encoder-decoder: T5 1.0 and 1.1, Flan-T5, mT5, ByT5, CodeT5. */
    T5(List.of("t5", "mt5"), List.of("T5ForConditionalGeneration", "MT5ForConditionalGeneration", "T5WithLMHeadModel")),
    /** Decoder-only: Llama, SmolLM2, Qwen2.5, Qwen3, Mistral. */
    LLAMA(
            List.of("llama", "mistral", "qwen2", "qwen3"),
            List.of("LlamaForCausalLM", "MistralForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM")),
    /** Encoder-only: BERT, RoBERTa, DistilBERT, whatever head they had. */
    ENCODER(List.of("bert", "roberta", "distilbert"), List.of());

    private final List<String> modelTypes;
    private final List<String> architectures;

    ModelFamily(List<String> modelTypes, List<String> architectures) {
        this.modelTypes = modelTypes;
        this.architectures = architectures;
    }

    /**
     * The family of a config.json, by its {@code model_type} and, where the kind of network matters, its
     * {@code architectures}.
     *
     * @throws Prompt2ModelException if there is none, with those that are supported
     */
    static ModelFamily of(JsonNode config, String checkpoint) {
        String type = config.path("model_type").asText();
        String architecture = config.path("architectures").path(0).asText();
        for (ModelFamily family : values()) {
            boolean fits = family.architectures.isEmpty()
                    || architecture.isEmpty()
                    || family.architectures.contains(architecture);
            if (family.modelTypes.contains(type) && fits) {
                return family;
            }
        }
        String named = type.isEmpty() ? "no model_type" : "the model_type '" + type + "'";
        throw new Prompt2ModelException(
                "The checkpoint " + checkpoint + " has an architecture that is not supported",
                "its config.json has " + named + (architecture.isEmpty() ? "" : " and the architecture " + architecture)
                        + "; supported are " + supported(),
                "choose a checkpoint of one of these; retrieveModels(task) lists some");
    }

    private static String supported() {
        return Arrays.stream(values())
                .flatMap(family -> Stream.of(family.modelTypes.stream().collect(Collectors.joining(", "))
                        + (family.architectures.isEmpty() ? "" : " as " + String.join(", ", family.architectures))))
                .collect(Collectors.joining("; "));
    }
}

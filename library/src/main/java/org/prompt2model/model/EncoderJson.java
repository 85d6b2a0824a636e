package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prompt2model.corpus.Prompt2ModelException;

/** An {@link EncoderConfig} as the config.json of transformers. */
final class EncoderJson {
    private static final String SINGLE_LABEL = "single_label_classification";

    private EncoderJson() {}

    /** Names of sizes, in the order of {@link EncoderConfig}'s components. */
    private static List<String> sizes(EncoderFamily family) {
        return family == EncoderFamily.DISTILBERT
                ? List.of("vocab_size", "dim", "n_heads", "hidden_dim", "n_layers", "max_position_embeddings")
                : List.of(
                        "vocab_size",
                        "hidden_size",
                        "num_attention_heads",
                        "intermediate_size",
                        "num_hidden_layers",
                        "max_position_embeddings");
    }

    private static String activation(EncoderFamily family) {
        return family == EncoderFamily.DISTILBERT ? "activation" : "hidden_act";
    }

    /**
     * The network that a config.json describes; without labels where it is no classifier of one label a text.
     *
     * @throws Prompt2ModelException if it is another architecture or variant
     */
    static EncoderConfig read(JsonNode json) {
        EncoderFamily family = family(json.path("model_type").asText());
        require(json, activation(family), "gelu");
        require(json, "position_embedding_type", "absolute");
        require(json, "is_decoder", "false");
        int[] size =
                sizes(family).stream().mapToInt(name -> json.path(name).asInt()).toArray();
        boolean distilled = family == EncoderFamily.DISTILBERT;
        return new EncoderConfig(
                family,
                size[0],
                size[1],
                size[2],
                size[3],
                size[4],
                size[5],
                distilled ? 0 : json.path("type_vocab_size").asInt(2),
                json.path("pad_token_id").asInt(family == EncoderFamily.ROBERTA ? 1 : 0),
                distilled ? 1e-12 : json.path("layer_norm_eps").asDouble(1e-12),
                labels(json));
    }

    private static EncoderFamily family(String modelType) {
        return Arrays.stream(EncoderFamily.values())
                .filter(family -> family.modelType().equals(modelType))
                .findAny()
                .orElseThrow(() -> new Prompt2ModelException(
                        "The model_type '" + modelType + "' is no encoder that can be trained here",
                        "the encoders are "
                                + Arrays.stream(EncoderFamily.values())
                                        .map(EncoderFamily::modelType)
                                        .toList(),
                        "choose a checkpoint of one of them"));
    }

    private static void require(JsonNode json, String name, String only) {
        String found = json.path(name).asText(only);
        if (!found.equals(only)) {
            throw new Prompt2ModelException(
                    "The checkpoint's " + name + " is '" + found + "'",
                    "an encoder here has '" + only + "', as the published BERT, RoBERTa and DistilBERT have",
                    "choose a checkpoint with " + name + " '" + only + "'");
        }
    }

    private static List<String> labels(JsonNode json) {
        if (!json.path("problem_type").asText(SINGLE_LABEL).equals(SINGLE_LABEL)) {
            return List.of();
        }
        Map<Integer, String> ordered = new TreeMap<>();
        json.path("id2label")
                .properties()
                .forEach(label -> ordered.put(
                        Integer.valueOf(label.getKey()), label.getValue().asText()));
        return List.copyOf(ordered.values());
    }

    /** The checkpoint's own config.json, as that of a classifier with other labels. */
    static ObjectNode classifier(JsonNode json, EncoderConfig config) {
        ObjectNode saved = json.deepCopy();
        saved.putArray("architectures").add(config.family().architecture());
        saved.put("problem_type", SINGLE_LABEL).remove("num_labels");
        ObjectNode labels = saved.putObject("id2label");
        ObjectNode numbers = saved.putObject("label2id");
        for (int i = 0; i < config.labels().size(); i++) {
            labels.put(Integer.toString(i), config.labels().get(i));
            numbers.put(config.labels().get(i), i);
        }
        return saved.put("torch_dtype", "float32").put("dtype", "float32");
    }
}

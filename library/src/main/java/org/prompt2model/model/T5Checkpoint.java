package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;

/** How the T5 family writes its checkpoints: which variant a config.json means, and which tensors say the same twice. */
final class T5Checkpoint {
    static final String EMBEDDING = "shared.weight";
    static final String HEAD = "lm_head.weight";

    private static final List<String> COPIES = List.of("encoder.embed_tokens.weight", "decoder.embed_tokens.weight");
    // Old T5 checkpoints have it; no version of the network has ever used it.
    private static final String UNUSED = "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";

    private final Checkpoint checkpoint;
    private final JsonNode json;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    T5Checkpoint(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        json = checkpoint.config();
        tensors.putAll(checkpoint.tensors());
        Stream.concat(COPIES.stream(), Stream.of(HEAD))
                .filter(tensors::containsKey)
                .findFirst()
                .ifPresent(copy -> tensors.putIfAbsent(EMBEDDING, tensors.get(copy)));
        tensors.keySet().removeAll(COPIES);
        tensors.remove(UNUSED);
        if (isTied()) {
            tensors.remove(HEAD);
        }
    }

    // As transformers decides it: configurations of all ages say "tied" differently, the tensors themselves do not.
    private boolean isTied() {
        StoredTensor head = tensors.get(HEAD);
        StoredTensor embedding = tensors.get(EMBEDDING);
        try {
            return head == null || (embedding != null && head.hasValuesOf(embedding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    T5Config config() {
        String form = json.path("feed_forward_proj").asText(T5Variant.PLAIN);
        if (!form.equals(T5Variant.GATED) && !form.equals(T5Variant.PLAIN)) {
            throw new Prompt2ModelException(
                    "The T5 checkpoint " + checkpoint.name() + " has a feed-forward layer that is not supported",
                    "its config.json gives feed_forward_proj as '" + form + "'; supported are " + T5Variant.PLAIN
                            + " and " + T5Variant.GATED,
                    "choose another checkpoint, such as google/flan-t5-small");
        }
        SpecialTokens special = checkpoint.special();
        T5Variant variant = new T5Variant(
                form.equals(T5Variant.GATED),
                !tensors.containsKey(HEAD),
                isScaled(),
                json.path("layer_norm_epsilon").asDouble(1e-6),
                special.start().orElse(special.pad().orElse(0)),
                special.ends().isEmpty() ? List.of(1) : special.ends());
        return T5Config.fromJson(json, variant, checkpoint.name());
    }

    private boolean isScaled() {
        boolean tied = json.path("tie_word_embeddings").asBoolean(true);
        return json.path("model_type").asText().equals("t5")
                && json.path("scale_decoder_outputs").asBoolean(tied);
    }

    FlatWeights weights(T5Config config) {
        return checkpoint.weights(config.layout(), tensors);
    }

    /** The checkpoint's own config.json, changed only where saved weights differ from what it said. */
    ObjectNode savedConfig(T5Config config) {
        ObjectNode saved = json.deepCopy();
        saved.put("tie_word_embeddings", config.variant().tied());
        if (saved.path("model_type").asText().equals("t5")
                && config.variant().tied() != config.variant().scaled()) {
            saved.put("scale_decoder_outputs", config.variant().scaled());
        }
        return saved.put("torch_dtype", "float32").put("dtype", "float32");
    }
}

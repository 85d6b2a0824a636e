package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Shape of a decoder of the Llama family: Llama, SmolLM2, Mistral, Qwen 2.5, Qwen 3 (config.json of transformers).
 *
 * @param vocabulary number of tokens
 * @param width width of the residual stream, hidden_size
 * @param inner width of the gated feed-forward layer, intermediate_size
 * @param layers number of layers
 * @param attention heads, and what is special about them
 * @param rope how positions turn queries and keys
 * @param epsilon added to the mean square in norms, rms_norm_eps
 * @param tied whether the embedding is the output's matrix as well
 * @param padding token whose embedding is not trained where it is read, pad_token_id; -1 for none
 * @param positions longest sequence that it was made for, max_position_embeddings
 */
public record LlamaConfig(
        int vocabulary,
        int width,
        int inner,
        int layers,
        Attention attention,
        Rope rope,
        double epsilon,
        boolean tied,
        int padding,
        int positions) {
    /** Weights of a layer that are products: q over k over v, o, gate over up, down. */
    private static final int[] PRODUCTS = {1, 2, 4, 5};

    private static final double DEVIATION = 0.02; // initializer_range of all of them

    /**
     * Attention of every layer.
     *
     * @param heads heads of queries
     * @param groups heads of keys and values, each shared by heads/groups queries
     * @param headWidth width of a head
     * @param biases whether q, k and v have biases, as in Qwen 2.5
     * @param norms whether q and k are normalized, as in Qwen 3
     * @param window tokens that a layer with a sliding window sees, itself included
     * @param windowed for each layer whether it has the window
     */
    public record Attention(
            int heads, int groups, int headWidth, boolean biases, boolean norms, int window, List<Boolean> windowed) {
        public Attention {
            windowed = List.copyOf(windowed);
            if (heads < 1 || groups < 1 || heads % groups != 0 || headWidth < 2 || headWidth % 2 != 0) {
                throw new IllegalArgumentException("heads must be a multiple of groups, and their width even");
            }
        }
    }

    public LlamaConfig {
        for (int value : new int[] {vocabulary, width, inner, layers, positions}) {
            if (value < 1) {
                throw new IllegalArgumentException("every size of a Llama network is at least 1");
            }
        }
        if (attention.windowed().size() != layers) {
            throw new IllegalArgumentException("every layer has a window or has none");
        }
    }

    WeightLayout layout() {
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.matrix("model.embed_tokens.weight", vocabulary, width, DEVIATION));
        weights.add(Weight.scale("model.norm.weight", width));
        if (!tied) {
            weights.add(Weight.matrix("lm_head.weight", vocabulary, width, DEVIATION));
        }
        for (int layer = 0; layer < layers; layer++) {
            weights.addAll(layer(layer));
        }
        return new WeightLayout(weights);
    }

    private List<Weight> layer(int layer) {
        String block = "model.layers." + layer + ".";
        String heads = block + "self_attn.";
        int queries = attention.heads() * attention.headWidth();
        int keys = attention.groups() * attention.headWidth();
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.scale(block + "input_layernorm.weight", width));
        weights.add(joined(heads, ".weight", queries, keys, width, DEVIATION));
        weights.add(Weight.matrix(heads + "o_proj.weight", width, queries, DEVIATION));
        weights.add(Weight.scale(block + "post_attention_layernorm.weight", width));
        List<String> gated = List.of(block + "mlp.gate_proj.weight", block + "mlp.up_proj.weight");
        weights.add(new Weight(gated, 2 * inner, width, List.of(DEVIATION, DEVIATION)));
        weights.add(Weight.matrix(block + "mlp.down_proj.weight", width, inner, DEVIATION));
        if (attention.biases()) {
            weights.add(joined(heads, ".bias", queries, keys, 0, 0));
        }
        if (attention.norms()) {
            weights.add(Weight.scale(heads + "q_norm.weight", attention.headWidth()));
            weights.add(Weight.scale(heads + "k_norm.weight", attention.headWidth()));
        }
        return weights;
    }

    private static Weight joined(String heads, String kind, int queries, int keys, int columns, double initial) {
        return new Weight(
                List.of(
                        new Weight.Piece(heads + "q_proj" + kind, queries, initial),
                        new Weight.Piece(heads + "k_proj" + kind, keys, initial),
                        new Weight.Piece(heads + "v_proj" + kind, keys, initial)),
                columns);
    }

    /** The products of each layer, which LoRA may adapt. */
    List<List<Weight>> products() {
        List<List<Weight>> products = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            List<Weight> weights = layer(layer);
            List<Weight> found = new ArrayList<>();
            for (int product : PRODUCTS) {
                found.add(weights.get(product));
            }
            products.add(found);
        }
        return products;
    }

    /**
     * Where a weight stands.
     *
     * @param layer from 0
     * @param product which of the layer's {@link #products} it is; -1 where it is none
     */
    record Place(int layer, int product) {}

    /** Where the weight of a number in the layout's order stands. */
    Place place(int weight) {
        int count = layer(0).size();
        int inLayer = Math.floorMod(weight - firstLayer(), count);
        for (int product = 0; product < PRODUCTS.length; product++) {
            if (weight >= firstLayer() && PRODUCTS[product] == inLayer) {
                return new Place((weight - firstLayer()) / count, product);
            }
        }
        return new Place(0, -1);
    }

    private int firstLayer() {
        return tied ? 2 : 3;
    }

    /** What {@code llama.py} reads as attributes. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("heads", attention.heads());
        attributes.put("groups", attention.groups());
        attributes.put("head_width", attention.headWidth());
        attributes.put("biases", attention.biases() ? 1 : 0);
        attributes.put("head_norms", attention.norms() ? 1 : 0);
        attributes.put("window", attention.window());
        attributes.put(
                "windows",
                attention.windowed().stream().mapToInt(there -> there ? 1 : 0).toArray());
        attributes.put("frequencies", rope.frequencies(attention.headWidth()));
        attributes.put("epsilon", epsilon);
        attributes.put("layers", layers);
        attributes.put("blocks", layers);
        attributes.put("output", tied ? 0 : 2);
        attributes.put("padding", padding);
        attributes.put("first_layer", firstLayer());
        attributes.put("layer_weights", layer(0).size());
        return attributes;
    }

    /**
     * Reads a config.json.
     *
     * @throws Prompt2ModelException if it asks for what this network cannot do
     */
    static LlamaConfig fromJson(JsonNode json) {
        refuse(json, "hidden_act", !json.path("hidden_act").asText("silu").equals("silu"), "silu");
        refuse(json, "attention_bias", json.path("attention_bias").asBoolean(), "false");
        refuse(json, "mlp_bias", json.path("mlp_bias").asBoolean(), "false");
        int width = size(json, "hidden_size");
        return new LlamaConfig(
                size(json, "vocab_size"),
                width,
                size(json, "intermediate_size"),
                size(json, "num_hidden_layers"),
                attention(json, width),
                Rope.fromJson(json),
                json.path("rms_norm_eps").asDouble(1e-6),
                json.path("tie_word_embeddings").asBoolean(false),
                json.path("pad_token_id").asInt(-1),
                json.path("max_position_embeddings").asInt(2048));
    }

    private static Attention attention(JsonNode json, int width) {
        String kind = json.path("model_type").asText();
        int heads = size(json, "num_attention_heads");
        int layers = size(json, "num_hidden_layers");
        int usual = kind.equals("qwen3") ? 128 : width / heads; // what transformers takes where head_dim is left out
        int headWidth = json.path("head_dim").asInt(usual);
        int window = json.path("sliding_window").asInt(0);
        boolean used = window > 0
                && (kind.equals("mistral") || json.path("use_sliding_window").asBoolean());
        JsonNode types = json.path("layer_types");
        int firstWindowed =
                kind.equals("mistral") ? 0 : json.path("max_window_layers").asInt(28);
        List<Boolean> windowed = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean named = types.path(layer).asText().equals("sliding_attention");
            windowed.add(used && (types.isArray() ? named : layer >= firstWindowed));
        }
        int groups = json.path("num_key_value_heads").asInt(heads);
        return new Attention(
                heads, groups, headWidth, kind.equals("qwen2"), kind.equals("qwen3"), used ? window : 0, windowed);
    }

    private static int size(JsonNode json, String name) {
        int value = json.path(name).asInt();
        refuse(json, name, value < 1, "a number of at least 1");
        return value;
    }

    static void refuse(JsonNode json, String name, boolean unfit, String supported) {
        if (unfit) {
            throw new Prompt2ModelException(
                    "The network that config.json describes cannot be built",
                    name + " is " + (json.has(name) ? json.path(name) : "missing") + "; supported is " + supported,
                    "choose another checkpoint of the Llama family, such as HuggingFaceTB/SmolLM2-135M or"
                            + " Qwen/Qwen2.5-0.5B");
        }
    }
}

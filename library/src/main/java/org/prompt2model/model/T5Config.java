package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shape of a T5 1.1 network with one embedding for input and output (arXiv 1910.10683; config.json of transformers).
 *
 * @param vocabulary number of tokens
 * @param width width of the residual stream, d_model
 * @param headWidth width of an attention head, d_kv
 * @param heads attention heads a layer
 * @param inner width of the gated feed-forward layer, d_ff
 * @param encoderLayers layers of the encoder
 * @param decoderLayers layers of the decoder
 * @param buckets buckets of relative distance
 * @param maxDistance distance from which on all fall in the last bucket
 */
public record T5Config(
        int vocabulary,
        int width,
        int headWidth,
        int heads,
        int inner,
        int encoderLayers,
        int decoderLayers,
        int buckets,
        int maxDistance) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public T5Config {
        int[] all = {vocabulary, width, headWidth, heads, inner, encoderLayers, decoderLayers, buckets, maxDistance};
        for (int value : all) {
            if (value < 1) {
                throw new IllegalArgumentException("every size of a T5 network is at least 1");
            }
        }
    }

    /** The shape of {@code prompt2model/byt5-nano}: bytes, under a million weights, for training from scratch on a CPU. */
    public static T5Config byt5Nano() {
        return new T5Config(ByteTokenizer.VOCABULARY, 128, 32, 4, 256, 2, 2, 32, 64);
    }

    int attentionWidth() {
        return heads * headWidth;
    }

    WeightLayout layout() {
        double in = Math.pow(width, -0.5);
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.matrix("shared.weight", vocabulary, width, 1.0));
        String bias = "block.0.layer.0.SelfAttention.relative_attention_bias.weight";
        weights.add(Weight.matrix("encoder." + bias, buckets, heads, in));
        weights.add(Weight.matrix("decoder." + bias, buckets, heads, in));
        for (int layer = 0; layer < encoderLayers; layer++) {
            String block = "encoder.block." + layer + ".layer.";
            attention(weights, block + "0.", "SelfAttention", 3);
            feedForward(weights, block + "1.");
        }
        weights.add(Weight.scale("encoder.final_layer_norm.weight", width));
        for (int layer = 0; layer < decoderLayers; layer++) {
            String block = "decoder.block." + layer + ".layer.";
            attention(weights, block + "0.", "SelfAttention", 3);
            attention(weights, block + "1.", "EncDecAttention", 2);
            feedForward(weights, block + "2.");
        }
        weights.add(Weight.scale("decoder.final_layer_norm.weight", width));
        return new WeightLayout(weights);
    }

    // Query, key and value of self-attention are one product; those of cross-attention read two inputs, so are two.
    // First values as in T5's Mesh TensorFlow code: the query's are smaller by the missing scale of the scores.
    private void attention(List<Weight> weights, String block, String kind, int joined) {
        double in = Math.pow(width, -0.5);
        double query = in * Math.pow(headWidth, -0.5);
        String name = block + kind + ".";
        List<String> names = List.of(name + "q.weight", name + "k.weight", name + "v.weight");
        List<Double> initial = List.of(query, in, in);
        weights.add(Weight.scale(block + "layer_norm.weight", width));
        if (joined == 2) {
            weights.add(Weight.matrix(names.get(0), attentionWidth(), width, query));
        }
        int from = 3 - joined;
        weights.add(new Weight(names.subList(from, 3), joined * attentionWidth(), width, initial.subList(from, 3)));
        weights.add(Weight.matrix(name + "o.weight", width, attentionWidth(), Math.pow(attentionWidth(), -0.5)));
    }

    private void feedForward(List<Weight> weights, String block) {
        double in = Math.pow(width, -0.5);
        String name = block + "DenseReluDense.";
        weights.add(Weight.scale(block + "layer_norm.weight", width));
        weights.add(new Weight(List.of(name + "wi_0.weight", name + "wi_1.weight"), 2 * inner, width, List.of(in, in)));
        weights.add(Weight.matrix(name + "wo.weight", width, inner, Math.pow(inner, -0.5)));
    }

    /** What {@code t5.py} reads as attributes. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("d_model", width);
        attributes.put("d_kv", headWidth);
        attributes.put("heads", heads);
        attributes.put("encoder_layers", encoderLayers);
        attributes.put("decoder_layers", decoderLayers);
        attributes.put("buckets", buckets);
        attributes.put("max_distance", maxDistance);
        return Collections.unmodifiableMap(attributes);
    }

    /** The config.json that transformers reads. */
    ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode().put("model_type", "t5");
        json.putArray("architectures").add("T5ForConditionalGeneration");
        json.put("vocab_size", vocabulary).put("d_model", width).put("d_kv", headWidth);
        json.put("num_heads", heads).put("d_ff", inner);
        json.put("num_layers", encoderLayers).put("num_decoder_layers", decoderLayers);
        json.put("relative_attention_num_buckets", buckets).put("relative_attention_max_distance", maxDistance);
        json.put("feed_forward_proj", "gated-gelu")
                .put("layer_norm_epsilon", 1e-6)
                .put("dropout_rate", 0.0);
        json.put("tie_word_embeddings", true).put("is_encoder_decoder", true);
        json.put("tokenizer_class", "ByT5Tokenizer");
        return json.put("pad_token_id", ByteTokenizer.PAD)
                .put("eos_token_id", ByteTokenizer.END)
                .put("decoder_start_token_id", ByteTokenizer.PAD);
    }

    static T5Config fromJson(JsonNode json) {
        return new T5Config(
                json.path("vocab_size").asInt(),
                json.path("d_model").asInt(),
                json.path("d_kv").asInt(),
                json.path("num_heads").asInt(),
                json.path("d_ff").asInt(),
                json.path("num_layers").asInt(),
                json.path("num_decoder_layers").asInt(),
                json.path("relative_attention_num_buckets").asInt(32),
                json.path("relative_attention_max_distance").asInt(128));
    }
}

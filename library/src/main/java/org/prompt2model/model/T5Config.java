package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Shape of a T5 network (arXiv 1910.10683; config.json of transformers).
 *
 * @param vocabulary number of tokens
 * @param width width of the residual stream, d_model
 * @param headWidth width of an attention head, d_kv
 * @param heads attention heads a layer
 * @param inner width of the feed-forward layer, d_ff
 * @param encoderLayers layers of the encoder
 * @param decoderLayers layers of the decoder
 * @param buckets buckets of relative distance
 * @param maxDistance distance from which on all fall in the last bucket
 * @param variant in what it differs from other T5
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
        int maxDistance,
        T5Variant variant) {
    public T5Config {
        int[] all = {vocabulary, width, headWidth, heads, inner, encoderLayers, decoderLayers, buckets, maxDistance};
        for (int value : all) {
            if (value < 1) {
                throw new IllegalArgumentException("every size of a T5 network is at least 1");
            }
        }
    }

    /** A shape over bytes in the variant of {@link #byt5Nano}. */
    T5Config(
            int vocabulary,
            int width,
            int headWidth,
            int heads,
            int inner,
            int encoderLayers,
            int decoderLayers,
            int buckets,
            int maxDistance) {
        this(
                vocabulary,
                width,
                headWidth,
                heads,
                inner,
                encoderLayers,
                decoderLayers,
                buckets,
                maxDistance,
                T5Variant.BYT5_NANO);
    }

    /** The shape of {@code prompt2model/byt5-nano}: bytes, under a million weights, for training from scratch on a CPU. */
    public static T5Config byt5Nano() {
        return new T5Config(ByteTokenizer.VOCABULARY, 128, 32, 4, 256, 2, 2, 32, 64, T5Variant.BYT5_NANO);
    }

    int attentionWidth() {
        return heads * headWidth;
    }

    WeightLayout layout() {
        double in = Math.pow(width, -0.5);
        List<Weight> weights = new ArrayList<>();
        weights.add(Weight.matrix(T5Checkpoint.EMBEDDING, vocabulary, width, 1.0));
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
        if (!variant.tied()) {
            weights.add(Weight.matrix(T5Checkpoint.HEAD, vocabulary, width, in));
        }
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
        weights.add(
                variant.gated()
                        ? new Weight(
                                List.of(name + "wi_0.weight", name + "wi_1.weight"), 2 * inner, width, List.of(in, in))
                        : Weight.matrix(name + "wi.weight", inner, width, in));
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
        attributes.put("blocks", encoderLayers + decoderLayers);
        attributes.put("buckets", buckets);
        attributes.put("max_distance", maxDistance);
        attributes.putAll(variant.attributes());
        return Collections.unmodifiableMap(attributes);
    }

    /** The config.json that transformers reads. */
    ObjectNode toJson() {
        ObjectNode json = StudentFiles.newJson().put("model_type", "t5");
        json.putArray("architectures").add("T5ForConditionalGeneration");
        json.put("vocab_size", vocabulary).put("d_model", width).put("d_kv", headWidth);
        json.put("num_heads", heads).put("d_ff", inner);
        json.put("num_layers", encoderLayers).put("num_decoder_layers", decoderLayers);
        json.put("relative_attention_num_buckets", buckets).put("relative_attention_max_distance", maxDistance);
        json.put("feed_forward_proj", variant.gated() ? T5Variant.GATED : T5Variant.PLAIN)
                .put("layer_norm_epsilon", variant.epsilon())
                .put("dropout_rate", 0.0);
        json.put("tie_word_embeddings", variant.tied()).put("is_encoder_decoder", true);
        json.put("tokenizer_class", ByteTokenizer.CLASS);
        return json.put("pad_token_id", ByteTokenizer.PAD)
                .put("eos_token_id", variant.ends().get(0))
                .put("decoder_start_token_id", variant.start());
    }

    /** What transformers makes of a config.json, whose defaults are those of T5 1.0. */
    static T5Config fromJson(JsonNode json, T5Variant variant, String checkpoint) {
        int layers = size(json, "num_layers", 6, checkpoint);
        return new T5Config(
                size(json, "vocab_size", 32_128, checkpoint),
                size(json, "d_model", 512, checkpoint),
                size(json, "d_kv", 64, checkpoint),
                size(json, "num_heads", 8, checkpoint),
                size(json, "d_ff", 2_048, checkpoint),
                layers,
                size(json, "num_decoder_layers", layers, checkpoint),
                size(json, "relative_attention_num_buckets", 32, checkpoint),
                size(json, "relative_attention_max_distance", 128, checkpoint),
                variant);
    }

    private static int size(JsonNode json, String name, int otherwise, String checkpoint) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToInt() || value.asInt() < 1) {
            throw new Prompt2ModelException(
                    "The config.json of " + checkpoint + " gives " + name + " as " + value,
                    "it must be a whole number of at least 1",
                    "take the config.json that belongs to the weights");
        }
        return value.asInt();
    }
}

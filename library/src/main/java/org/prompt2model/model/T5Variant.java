package org.prompt2model.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In what T5 networks differ beside their sizes.
 *
 * @param gated true for the gated GELU of T5 1.1, Flan-T5, mT5 and ByT5, false for the ReLU of T5 1.0 and CodeT5
 * @param tied true where the output embedding is the input embedding
 * @param scaled true where the decoder's output is divided by the square root of its width
 * @param epsilon least variance of a norm
 * @param start token that a decoder reads first
 * @param ends tokens that end an answer
 */
public record T5Variant(boolean gated, boolean tied, boolean scaled, double epsilon, int start, List<Integer> ends) {
    static final String GATED = "gated-gelu";
    static final String PLAIN = "relu";
    /** T5 1.1 over bytes with one embedding. */
    static final T5Variant BYT5_NANO =
            new T5Variant(true, true, true, 1e-6, ByteTokenizer.PAD, List.of(ByteTokenizer.END));

    public T5Variant {
        ends = List.copyOf(ends);
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("an answer needs a token that ends it");
        }
    }

    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("gated", gated ? 1 : 0);
        attributes.put("tied", tied ? 1 : 0);
        attributes.put("scaled", scaled ? 1 : 0);
        attributes.put("epsilon", epsilon);
        attributes.put("start", start);
        attributes.put("ends", ends.stream().mapToInt(Integer::intValue).toArray());
        return attributes;
    }
}

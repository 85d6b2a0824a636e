package org.prompt2model.model;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** An encoder under a classification head, defined by the resource {@code bert.py}. */
public final class EncoderNetwork extends Network {
    private final EncoderConfig config;

    /**
     * @param weights in the order of {@link EncoderConfig#layout()}
     * @param labelSmoothing share of each label's probability that the loss spreads evenly over all classes
     */
    EncoderNetwork(EncoderConfig config, float[] weights, boolean bfloat16, double labelSmoothing) {
        super("bert.py", attributes(config, labelSmoothing), config.layout(), weights, bfloat16);
        this.config = config;
    }

    private static Map<String, Object> attributes(EncoderConfig config, double labelSmoothing) {
        Map<String, Object> attributes = new LinkedHashMap<>(config.attributes());
        attributes.put("label_smoothing", labelSmoothing);
        return attributes;
    }

    EncoderConfig config() {
        return config;
    }

    /**
     * Unnormalized log-probability of each class.
     *
     * @param texts B texts as tokens
     * @return B rows of one number a class
     */
    public synchronized float[][] logits(int[][] texts) {
        try (NDManager scope = newScope()) {
            return Tensors.rows(call(scope, "logits", Tensors.tokens(scope, texts, Batch.PADDING))
                    .get(0));
        }
    }
}

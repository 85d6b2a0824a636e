package org.prompt2model.model;

/**
 * What decides how much memory a network's activations take.
 *
 * @param layers layers through which a token passes
 * @param width width of the residual stream
 * @param heads attention heads a layer
 * @param outputs scores for each place of an answer: tokens of the vocabulary, or classes
 */
public record NetworkShape(int layers, int width, int heads, int outputs) {
    private static final int HALF_PRECISION = 2;

    /**
     * Bytes of the activations that one row keeps for the backward pass: for each layer, {@code s·b·h·(34 + 5·a·s/h)} in
     * 16 bits (Korthikanti et al. 2022, arXiv 2205.05198, section 4), and the scores once.
     *
     * @param tokens of the row, input and output
     * @param again whether layers keep their input alone and are computed again, one at a time
     */
    public long activationBytes(int tokens, boolean bfloat16, boolean again) {
        double layer = (double) tokens * width * (34 + 5.0 * heads * tokens / width);
        double input = (double) tokens * width * HALF_PRECISION;
        double scores = (double) tokens * outputs * HALF_PRECISION;
        double halves = (again ? layers * input + layer : layers * layer) + scores;
        return Math.round(halves * (bfloat16 ? 1 : Float.BYTES / HALF_PRECISION));
    }
}

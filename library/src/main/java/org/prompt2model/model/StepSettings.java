package org.prompt2model.model;

/**
 * Settings of one AdamW step.
 *
 * @param learningRate step size
 * @param weightDecay decoupled decay of matrices
 * @param clipNorm largest global norm of the gradient
 * @param dropout share of activations set to 0
 * @param beta1 decay of the gradient's mean
 * @param beta2 decay of the gradient's square
 */
public record StepSettings(
        double learningRate, double weightDecay, double clipNorm, double dropout, double beta1, double beta2) {
    float[] asInput(long step) {
        return new float[] {
            (float) learningRate,
            (float) weightDecay,
            (float) clipNorm,
            step,
            (float) dropout,
            (float) beta1,
            (float) beta2
        };
    }
}

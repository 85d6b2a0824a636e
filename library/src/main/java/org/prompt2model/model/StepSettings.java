package org.prompt2model.model;

/**
 * Settings of one step.
 *
 * @param learningRate step size
 * @param weightDecay decoupled decay of matrices
 * @param clipNorm largest global norm of the gradient
 * @param dropout share of activations set to 0
 * @param beta1 decay of the gradient's mean
 * @param beta2 decay of the gradient's square
 * @param labelSmoothing share of each label's probability that the loss spreads evenly over all of them
 * @param optimizer how the gradient moves the weights; the betas are AdamW's
 * @param activationCheckpointing whether blocks are computed again on the way back, so that they need keep nothing
 */
public record StepSettings(
        double learningRate,
        double weightDecay,
        double clipNorm,
        double dropout,
        double beta1,
        double beta2,
        double labelSmoothing,
        Optimizer optimizer,
        boolean activationCheckpointing) {
    /** Settings that keep all activations. */
    public StepSettings(
            double learningRate,
            double weightDecay,
            double clipNorm,
            double dropout,
            double beta1,
            double beta2,
            double labelSmoothing,
            Optimizer optimizer) {
        this(learningRate, weightDecay, clipNorm, dropout, beta1, beta2, labelSmoothing, optimizer, false);
    }

    /** Settings of AdamW, with labels as they are. */
    public StepSettings(
            double learningRate, double weightDecay, double clipNorm, double dropout, double beta1, double beta2) {
        this(learningRate, weightDecay, clipNorm, dropout, beta1, beta2, 0, Optimizer.ADAMW);
    }

    float[] asInput(long step) {
        return new float[] {
            (float) learningRate,
            (float) weightDecay,
            (float) clipNorm,
            step,
            (float) dropout,
            (float) beta1,
            (float) beta2,
            (float) labelSmoothing,
            activationCheckpointing ? 1 : 0
        };
    }
}

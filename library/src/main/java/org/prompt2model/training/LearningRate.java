package org.prompt2model.training;

/**
 * Linear warm-up, then half a cosine down to a fiftieth (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts).
 *
 * @param peak highest learning rate
 * @param warmupSteps steps of the rise
 * @param steps steps in all
 */
record LearningRate(double peak, long warmupSteps, long steps) {
    private static final double FLOOR = 0.02;

    /** Learning rate of a step, counted from 1. */
    double at(long step) {
        if (step <= warmupSteps) {
            return peak * step / Math.max(1, warmupSteps);
        }
        double share = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        return peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share))));
    }
}

package org.prompt2model.training;

/**
 * A linear rise, then the fall of a schedule.
 *
 * @param peak highest learning rate
 * @param warmupSteps steps of the rise
 * @param steps steps in all
 * @param schedule the fall
 */
record LearningRate(double peak, long warmupSteps, long steps, Schedule schedule) {
    /** Learning rate of a step, counted from 1. */
    double at(long step) {
        if (step <= warmupSteps) {
            return peak * step / Math.max(1, warmupSteps);
        }
        double done = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        return peak * schedule.share(Math.min(1, done), (double) warmupSteps / Math.max(1, steps));
    }
}

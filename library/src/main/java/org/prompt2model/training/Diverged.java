package org.prompt2model.training;

import java.util.Locale;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * A step after which no further one helps: its loss or gradient is no finite number.
 *
 * @param step the step, from 1
 * @param loss loss of its batch
 * @param gradientNorm global norm of the gradient before clipping
 */
record Diverged(int step, float loss, float gradientNorm, TrainingOptions options) {

    /** @param kept what of the training can be used */
    Prompt2ModelException exception(String kept) {
        String what = String.format(
                Locale.ROOT,
                "Training diverged at step %d: the loss is %s and the gradient's norm %s. %s",
                step,
                loss,
                gradientNorm,
                kept);
        String format = options.precision().bfloat16() ? "bfloat16" : "float32";
        if (step == 1) {
            // No update was made yet, so it is none of the training's settings.
            return new Prompt2ModelException(
                    what,
                    "this is the first step, so it was before training: weights of the checkpoint are NaN, or lead to"
                            + " numbers beyond what " + format + " holds",
                    "copy the checkpoint again, or choose another; where it was bfloat16, try"
                            + " TrainingOptions.precision(Precision.FLOAT32)");
        }
        return new Prompt2ModelException(
                what,
                String.format(
                        Locale.ROOT,
                        "the likeliest cause is the learning rate, %s at its highest; then a share of warm-up that is too"
                                + " small for it (%s), gradients clipped too late (clipNorm %s), or numbers beyond what"
                                + " %s holds",
                        options.learningRate(),
                        options.warmup(),
                        options.clipNorm(),
                        format),
                "lower the learning rate first, for example TrainingOptions.defaults().learningRate("
                        + options.learningRate() / 10 + ")");
    }
}

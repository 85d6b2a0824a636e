package org.prompt2model.model;

/**
 * Temperature scaling (Guo et al. 2017, arXiv 1706.04599): one number divides the logits of a classifier so that, over
 * rows that it was not trained on, its probabilities are as likely as they can be. Which answer is best never changes.
 */
public final class Temperature {
    private static final double LOWEST = 1e-3;
    private static final double HIGHEST = 1e3;
    private static final int BISECTIONS = 60;

    private Temperature() {}

    /**
     * The temperature of the highest likelihood. Labels count as certain to (n + 1) / (n + 2) only, as in Platt's
     * scaling (1999): else n rows answered right would make the next answer certain.
     *
     * @param logits a row of one number a class for each text
     * @param classes class of each text; texts of the class {@link Batch#IGNORED} do not count
     * @return above 0; 1 where no text counts
     */
    public static double fit(float[][] logits, int[] classes) {
        int count = 0;
        for (int known : classes) {
            count += known == Batch.IGNORED ? 0 : 1;
        }
        if (count == 0) {
            return 1;
        }
        double certain = (count + 1.0) / (count + 2.0);
        // The likelihood is concave in the inverse of the temperature, so its slope crosses 0 once.
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(logits, classes, certain, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 1 / Math.sqrt(low * high);
    }

    /** Slope of the log-likelihood in the inverse temperature: the expected logits of the labels less the model's own. */
    private static double slope(float[][] logits, int[] classes, double certain, double inverse) {
        double sum = 0;
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] == Batch.IGNORED) {
                continue;
            }
            double[] found = probabilities(logits[row], 1 / inverse);
            double doubt = (1 - certain) / Math.max(1, found.length - 1);
            for (int k = 0; k < found.length; k++) {
                sum += logits[row][k] * ((k == classes[row] ? certain : doubt) - found[k]);
            }
        }
        return sum;
    }

    /** Mean of the negative logarithm of each label's probability, in nats, over the texts that count. */
    public static double negativeLogLikelihood(float[][] logits, int[] classes, double temperature) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] != Batch.IGNORED) {
                sum += logSumExp(logits[row], temperature) - logits[row][classes[row]] / temperature;
                count++;
            }
        }
        return sum / count;
    }

    /** Probability of each class: the softmax of the logits divided by the temperature. */
    static double[] probabilities(float[] logits, double temperature) {
        double total = logSumExp(logits, temperature);
        double[] probabilities = new double[logits.length];
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = Math.exp(logits[k] / temperature - total);
        }
        return probabilities;
    }

    private static double logSumExp(float[] logits, double temperature) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit / temperature);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit / temperature - highest);
        }
        return highest + Math.log(sum);
    }
}

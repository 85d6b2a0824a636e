package org.prompt2model.training;

import java.util.Arrays;
import java.util.Random;

/**
 * A density on an interval: a mixture of normal distributions, cut at both ends, one around each observation and a wide
 * one around the middle, the prior (Bergstra et al. 2011). A kernel is as wide as the distance to the farther of its
 * neighbours, within the bounds that Optuna sets.
 */
final class Parzen {
    private static final int MOST_DRAWS = 100;
    private static final int NARROWEST = 100;

    private final double low;
    private final double high;
    private final double[] means;
    private final double[] widths;

    Parzen(double low, double high, double[] observations) {
        this.low = low;
        this.high = high;
        double middle = (low + high) / 2;
        means = Arrays.copyOf(observations, observations.length + 1);
        means[observations.length] = middle;
        Arrays.sort(means);
        widths = new double[means.length];
        double widest = high - low;
        double narrowest = widest / Math.min(NARROWEST, 1 + means.length);
        int prior = Arrays.binarySearch(means, middle);
        for (int i = 0; i < means.length; i++) {
            double before = i == 0 ? 0 : means[i] - means[i - 1];
            double after = i == means.length - 1 ? 0 : means[i + 1] - means[i];
            double width = Math.max(narrowest, Math.min(widest, Math.max(before, after)));
            widths[i] = i == prior ? widest : width;
        }
    }

    double draw(Random random) {
        int kernel = random.nextInt(means.length);
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            double value = means[kernel] + widths[kernel] * random.nextGaussian();
            if (value >= low && value <= high) {
                return value;
            }
        }
        return means[kernel];
    }

    double density(double value) {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double within = cumulative((high - means[i]) / widths[i]) - cumulative((low - means[i]) / widths[i]);
            double z = (value - means[i]) / widths[i];
            sum += Math.exp(-z * z / 2) / (widths[i] * Math.sqrt(2 * Math.PI) * within);
        }
        return sum / means.length;
    }

    /** Of the standard normal distribution, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
    private static double cumulative(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = series * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        return z > 0 ? 1 - tail : tail;
    }
}

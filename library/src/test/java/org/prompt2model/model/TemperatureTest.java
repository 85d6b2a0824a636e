package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private static final int ROWS = 4_000;
    private static final int CLASSES = 4;

    /** Logits whose softmax is the very distribution that the classes are drawn from, times a factor. */
    private static float[][] logits(int[] classes, double factor, Random random) {
        float[][] logits = new float[classes.length][CLASSES];
        for (int row = 0; row < classes.length; row++) {
            for (int k = 0; k < CLASSES; k++) {
                logits[row][k] = (float) (2 * random.nextGaussian());
            }
            double draw = random.nextDouble();
            double[] probabilities = Temperature.probabilities(logits[row], 1);
            int drawn = 0;
            while (drawn < CLASSES - 1 && draw >= probabilities[drawn]) {
                draw -= probabilities[drawn++];
            }
            classes[row] = drawn;
            for (int k = 0; k < CLASSES; k++) {
                logits[row][k] *= (float) factor;
            }
        }
        return logits;
    }

    @Test
    void findsTheFactorByWhichLogitsAreTooSureOrTooShy() {
        for (double factor : new double[] {0.25, 1, 3}) {
            int[] classes = new int[ROWS];
            float[][] logits = logits(classes, factor, new Random(1));
            assertThat(Temperature.fit(logits, classes)).isCloseTo(factor, within(0.08 * factor));
        }
    }

    @Test
    void lowersLossAndCalibrationErrorOfAnOverconfidentClassifierOnRowsThatWereNotFitted() {
        int[] fitted = new int[ROWS];
        float[][] forFit = logits(fitted, 3, new Random(1));
        int[] unseen = new int[ROWS];
        float[][] logits = logits(unseen, 3, new Random(2));
        double temperature = Temperature.fit(forFit, fitted);
        assertThat(Temperature.negativeLogLikelihood(logits, unseen, temperature))
                .isLessThan(0.8 * Temperature.negativeLogLikelihood(logits, unseen, 1));
        assertThat(calibrationError(logits, unseen, temperature)).isLessThan(0.03);
        assertThat(calibrationError(logits, unseen, 1)).isGreaterThan(0.1);
    }

    @Test
    void rowsAnsweredRightWithoutExceptionDoNotMakeTheNextAnswerCertain() {
        float[][] logits = {{4, 0}, {0, 5}, {6, 0}};
        int[] classes = {0, 1, 0};
        double temperature = Temperature.fit(logits, classes);
        assertThat(Temperature.probabilities(logits[0], temperature)[0]).isBetween(0.6, 0.9);
    }

    @Test
    void rowsWithoutAKnownClassDoNotCount() {
        int[] classes = new int[ROWS];
        float[][] logits = logits(classes, 2, new Random(3));
        double expected = Temperature.negativeLogLikelihood(logits, classes, 2);
        float[][] more = Arrays.copyOf(logits, ROWS + 1);
        more[ROWS] = new float[] {100, 0, 0, 0};
        int[] known = Arrays.copyOf(classes, ROWS + 1);
        known[ROWS] = Batch.IGNORED;
        assertThat(Temperature.negativeLogLikelihood(more, known, 2)).isEqualTo(expected);
        assertThat(Temperature.fit(more, known)).isEqualTo(Temperature.fit(logits, classes));
        assertThat(Temperature.fit(more, new int[0])).isEqualTo(1);
    }

    /** Expected calibration error over ten bins of confidence (Naeini et al. 2015). */
    private static double calibrationError(float[][] logits, int[] classes, double temperature) {
        double[] confidence = new double[10];
        double[] right = new double[10];
        for (int row = 0; row < classes.length; row++) {
            int best = Labels.best(logits[row]);
            double sure = Temperature.probabilities(logits[row], temperature)[best];
            int bin = Math.min(9, (int) (10 * sure));
            confidence[bin] += sure;
            right[bin] += best == classes[row] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < 10; bin++) {
            error += Math.abs(confidence[bin] - right[bin]) / classes.length;
        }
        return error;
    }
}

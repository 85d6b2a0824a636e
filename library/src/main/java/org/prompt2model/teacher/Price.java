package org.prompt2model.teacher;

/**
 * What a model costs.
 *
 * @param usdPerMillionInput US dollars a million tokens sent; NaN where unknown
 * @param usdPerMillionOutput US dollars a million tokens received; NaN where unknown
 */
public record Price(double usdPerMillionInput, double usdPerMillionOutput) {
    /** Not known; never to be shown as 0. */
    public static final Price UNKNOWN = new Price(Double.NaN, Double.NaN);
    /** Runs here: nothing is charged. */
    public static final Price FREE = new Price(0, 0);

    private static final double MILLION = 1_000_000;

    /** US dollars for these tokens; NaN where the price is unknown. */
    public double usd(long inputTokens, long outputTokens) {
        return (inputTokens * usdPerMillionInput + outputTokens * usdPerMillionOutput) / MILLION;
    }

    /** Whether it is known. */
    public boolean known() {
        return !Double.isNaN(usdPerMillionInput) && !Double.isNaN(usdPerMillionOutput);
    }
}

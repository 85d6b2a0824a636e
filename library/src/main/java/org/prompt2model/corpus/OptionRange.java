package org.prompt2model.corpus;

/** Bounds of the numbers among options. */
public final class OptionRange {
    private static final double EXACT = 1e15;

    private OptionRange() {}

    /**
     * Checks a number.
     *
     * @param option its name
     * @param least smallest value that is allowed
     * @param most largest value that is allowed
     * @param example how to set it, for the message: {@code TrainingOptions.defaults().epochs(5)}
     * @throws Prompt2ModelException if the value is out of the bounds, or no number
     */
    public static void require(String option, double value, double least, double most, String example) {
        if (!(value >= least && value <= most)) {
            throw new Prompt2ModelException(
                    "The option " + option + " is " + plain(value),
                    "it must be from " + plain(least) + " to " + plain(most),
                    "for example " + example);
        }
    }

    /** Whole numbers without a point. */
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

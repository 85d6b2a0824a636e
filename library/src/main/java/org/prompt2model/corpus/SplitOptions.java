package org.prompt2model.corpus;

/**
 * How to split. A size below 1 is a share of the rows; from 1 on it is a number of rows.
 *
 * @param validation size of the validation table; 0.1 by default, as in Prompt2Model (arXiv 2308.12261)
 * @param test size of the test table; 0.1 by default
 * @param seed decides which rows go where
 * @param similarity from which two inputs must stay on one side, above 0, at most 1; see {@link NearDuplicates}
 */
public record SplitOptions(double validation, double test, long seed, double similarity) {
    private static final SplitOptions DEFAULTS = new SplitOptions(0.1, 0.1, 1, NearDuplicates.DEFAULT_THRESHOLD);

    public SplitOptions {
        requireSize("validation", validation);
        requireSize("test", test);
        if (validation < 1 && test < 1 && validation + test >= 1) {
            throw new Prompt2ModelException(
                    "validation " + validation + " and test " + test + " leave nothing to train on",
                    "the two shares add up to " + (validation + test),
                    "choose shares that add up to less than 1, such as validation(0.1).test(0.1)");
        }
        if (!(similarity > 0 && similarity <= 1)) {
            throw new Prompt2ModelException(
                    "similarity cannot be " + similarity,
                    "it is a Jaccard similarity",
                    "choose a number above 0 and at most 1; " + NearDuplicates.DEFAULT_THRESHOLD + " is the default");
        }
    }

    /** 80% to train, 10% to validate, 10% to test. */
    public static SplitOptions defaults() {
        return DEFAULTS;
    }

    /** With another size of the validation table: a share below 1, or a number of rows. */
    public SplitOptions validation(double size) {
        return new SplitOptions(size, test, seed, similarity);
    }

    /** With another size of the test table: a share below 1, or a number of rows. */
    public SplitOptions test(double size) {
        return new SplitOptions(validation, size, seed, similarity);
    }

    /** With another seed. */
    public SplitOptions seed(long value) {
        return new SplitOptions(validation, test, value, similarity);
    }

    /** With another similarity from which two inputs stay on one side. */
    public SplitOptions similarity(double value) {
        return new SplitOptions(validation, test, seed, value);
    }

    private static void requireSize(String name, double size) {
        if (!(size > 0 && size <= Integer.MAX_VALUE) || (size > 1 && size != Math.rint(size))) {
            throw new Prompt2ModelException(
                    "The size of the " + name + " table cannot be " + size,
                    "it is a share of the rows (above 0, below 1) or a whole number of rows (from 1 on)",
                    "choose " + name + "(0.1) or " + name + "(400), for example");
        }
    }
}

package org.prompt2model.generation;

import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/** Checks numbers among the options. */
final class Range {
    private static final Map<String, String> EXAMPLES = Map.of(
            "temperature",
            "temperature(0.5, 1.2)",
            "nearDuplicates",
            "nearDuplicates(0.8)",
            "promptTokens",
            "promptTokens(3500)");

    private Range() {}

    /** @throws Prompt2ModelException if the value is not within the bounds, both included */
    static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new Prompt2ModelException(
                    "The option " + name + " is " + plain(value),
                    "it must be from " + plain(least) + " to " + plain(most),
                    "for example GenerationOptions.defaults()." + EXAMPLES.getOrDefault(name, name + "(5)"));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e12
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

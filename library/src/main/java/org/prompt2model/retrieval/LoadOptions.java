package org.prompt2model.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * What to take from a dataset.
 *
 * @param inputs columns that make the input; empty: found by name, or the first of two columns
 * @param output column that is the output; empty: found by name, or the second of two columns
 * @param maxRows most rows, a seeded sample where there are more; 3,000 by default, as in Prompt2Model
 * @param seed decides the sample
 */
public record LoadOptions(List<String> inputs, String output, int maxRows, long seed) {
    private static final int DEFAULT_ROWS = 3000;

    public LoadOptions {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(output, "output");
        if (maxRows < 1) {
            throw new Prompt2ModelException(
                    "maxRows cannot be " + maxRows, "it is the largest number of rows to load", "choose 1 or more");
        }
        if (inputs.isEmpty() != output.isEmpty() || inputs.contains(output)) {
            throw new Prompt2ModelException(
                    "Columns " + inputs + " and '" + output + "' are no choice of inputs and output",
                    "at least one input column and one other, the output, are needed",
                    "name the inputs and last the output, as in columns(\"question\", \"context\", \"answer\")");
        }
    }

    /** Columns found by name, at most 3,000 rows. */
    public static LoadOptions defaults() {
        return new LoadOptions(List.of(), "", DEFAULT_ROWS, 1);
    }

    /** With a choice of columns: the inputs, and last the output. */
    public LoadOptions columns(String... inputsThenOutput) {
        List<String> all = Arrays.asList(inputsThenOutput);
        int last = Math.max(0, all.size() - 1);
        return new LoadOptions(all.subList(0, last), all.isEmpty() ? "" : all.get(last), maxRows, seed);
    }

    /** With another largest number of rows. */
    public LoadOptions maxRows(int rows) {
        return new LoadOptions(inputs, output, rows, seed);
    }

    /** With another seed of the sample. */
    public LoadOptions seed(long value) {
        return new LoadOptions(inputs, output, maxRows, value);
    }
}

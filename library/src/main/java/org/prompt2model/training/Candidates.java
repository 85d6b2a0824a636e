package org.prompt2model.training;

import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/** The values of a hyper-parameter among which a search chooses. */
public sealed interface Candidates {
    /** The ends of an interval, or all values of a choice. */
    List<Double> extremes();

    /** All values from {@code low} to {@code high}, both included. */
    record Interval(double low, double high) implements Candidates {
        public Interval {
            if (!(low >= 0 && high >= low && Double.isFinite(high))) {
                throw new Prompt2ModelException(
                        "The range from " + low + " to " + high + " cannot be searched",
                        "its ends must not be below 0, and the second not below the first",
                        "give the lower end first");
            }
        }

        @Override
        public List<Double> extremes() {
            return List.of(low, high);
        }
    }

    /** A few values that have no order, as far as the search knows. */
    record Choice(List<Double> values) implements Candidates {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
                throw new Prompt2ModelException(
                        "There is nothing to choose among " + values,
                        "a choice needs at least one value, and each once",
                        "name the values, for example choose(HyperParameter.BATCH_SIZE, 8, 16, 32)");
            }
        }

        @Override
        public List<Double> extremes() {
            return values;
        }
    }
}

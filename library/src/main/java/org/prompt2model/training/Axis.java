package org.prompt2model.training;

import java.util.Arrays;

/** The interval of a hyper-parameter as a line on which distances mean the same everywhere. */
record Axis(HyperParameter.Scale scale, Candidates.Interval range) {
    double from() {
        // A whole number stands for all that is rounded to it, so the ends reach half a number further.
        return scale == HyperParameter.Scale.WHOLE ? Math.rint(range.low()) - 0.5 : place(range.low());
    }

    double to() {
        return scale == HyperParameter.Scale.WHOLE ? Math.rint(range.high()) + 0.5 : place(range.high());
    }

    double place(double value) {
        return scale == HyperParameter.Scale.LOGARITHMIC ? Math.log(value) : value;
    }

    double[] places(double[] values) {
        return Arrays.stream(values).map(this::place).toArray();
    }

    double value(double place) {
        double value =
                switch (scale) {
                    case LINEAR, NAMES -> place;
                    case LOGARITHMIC -> Math.exp(place);
                    case WHOLE -> Math.rint(place);
                };
        return Math.max(range.low(), Math.min(range.high(), value));
    }
}

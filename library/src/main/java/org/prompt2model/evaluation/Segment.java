package org.prompt2model.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * One answer with what was expected.
 *
 * @param hypothesis the text that a model gave
 * @param references one or more texts that are right; a metric takes the one that it scores best
 */
public record Segment(String hypothesis, List<String> references) {
    public Segment {
        Objects.requireNonNull(hypothesis, "hypothesis");
        references = List.copyOf(references);
        if (references.isEmpty()) {
            throw new IllegalArgumentException("a segment needs at least one reference");
        }
    }

    /** A segment with a single reference. */
    public static Segment of(String hypothesis, String reference) {
        return new Segment(hypothesis, List.of(reference));
    }
}

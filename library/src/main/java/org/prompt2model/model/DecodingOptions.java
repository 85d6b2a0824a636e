package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How a student writes its answers.
 *
 * @param strategy how the next token is chosen
 * @param repetitionPenalty what the scores of tokens written before are weakened by (Keskar et al. 2019, arXiv
 *     1909.05858), 0.01 to 100; 1 leaves them as they are. A decoder alone counts its prompt as written
 * @param stops texts before which an answer ends; none of them is empty
 * @param constrained whether a student that was trained on few outputs answers with these alone; it is of no
 *     consequence to other students
 * @param pattern what answers match as a whole, in place of the outputs of the training; empty for anything. An answer
 *     that comes near the student's longest is steered to the shortest end that matches
 */
public record DecodingOptions(
        DecodingStrategy strategy,
        double repetitionPenalty,
        List<String> stops,
        boolean constrained,
        Optional<AnswerPattern> pattern) {
    private static final DecodingOptions DEFAULTS =
            new DecodingOptions(new DecodingStrategy.Greedy(), 1, List.of(), true, Optional.empty());

    public DecodingOptions {
        Objects.requireNonNull(strategy, "strategy");
        range("repetitionPenalty", repetitionPenalty, 0.01, 100);
        stops = List.copyOf(stops);
        if (stops.contains("")) {
            throw new Prompt2ModelException(
                    "A stop sequence is empty",
                    "every answer would end before it begins",
                    "leave it out: DecodingOptions.defaults().stops(\"\\n\")");
        }
        Objects.requireNonNull(pattern, "pattern");
        if (pattern.isPresent() && !stops.isEmpty()) {
            throw new Prompt2ModelException(
                    "Answers are to match '" + pattern.get() + "' and to end before one of " + stops,
                    "an answer that is cut off need not match",
                    "leave the stop sequences out, and let the expression say where an answer ends");
        }
    }

    /** Greedy, and with the outputs of the training where they were few. */
    public static DecodingOptions defaults() {
        return DEFAULTS;
    }

    static void range(String name, double value, double low, double high) {
        OptionRange.require(name, value, low, high, "DecodingOptions.defaults()." + name + "(...)");
    }

    /** Beam search with this many beams, in place of another strategy. */
    public DecodingOptions beams(int count) {
        return strategy(new DecodingStrategy.Beams(
                count, strategy instanceof DecodingStrategy.Beams beams ? beams.lengthPenalty() : 1));
    }

    /**
     * Beam search with another length penalty.
     *
     * @throws Prompt2ModelException if it is not beam search
     */
    public DecodingOptions lengthPenalty(double power) {
        if (strategy instanceof DecodingStrategy.Beams beams) {
            return strategy(new DecodingStrategy.Beams(beams.count(), power));
        }
        throw new Prompt2ModelException(
                "A length penalty needs beams",
                "it chooses among the answers of beam search, and the strategy is " + strategy,
                "DecodingOptions.defaults().beams(4).lengthPenalty(" + power + ")");
    }

    /** Sampling at this temperature, in place of another strategy. */
    public DecodingOptions temperature(double value) {
        DecodingStrategy.Sampling now = sampling();
        return strategy(new DecodingStrategy.Sampling(value, now.topK(), now.topP(), now.seed()));
    }

    /** Sampling from this many of the likeliest tokens (0 for all), in place of another strategy. */
    public DecodingOptions topK(int value) {
        DecodingStrategy.Sampling now = sampling();
        return strategy(new DecodingStrategy.Sampling(now.temperature(), value, now.topP(), now.seed()));
    }

    /** Sampling from the likeliest tokens that together have this probability, in place of another strategy. */
    public DecodingOptions topP(double value) {
        DecodingStrategy.Sampling now = sampling();
        return strategy(new DecodingStrategy.Sampling(now.temperature(), now.topK(), value, now.seed()));
    }

    /** Sampling with another seed, in place of another strategy. */
    public DecodingOptions seed(long value) {
        DecodingStrategy.Sampling now = sampling();
        return strategy(new DecodingStrategy.Sampling(now.temperature(), now.topK(), now.topP(), value));
    }

    private DecodingStrategy.Sampling sampling() {
        return strategy instanceof DecodingStrategy.Sampling now ? now : DecodingStrategy.Sampling.PLAIN;
    }

    /** With another strategy. */
    public DecodingOptions strategy(DecodingStrategy other) {
        return new DecodingOptions(other, repetitionPenalty, stops, constrained, pattern);
    }

    /** With another repetition penalty; 1.2 is that of the paper. */
    public DecodingOptions repetitionPenalty(double value) {
        return new DecodingOptions(strategy, value, stops, constrained, pattern);
    }

    /** With answers that end before the first of these texts. */
    public DecodingOptions stops(String... texts) {
        return new DecodingOptions(strategy, repetitionPenalty, Arrays.asList(texts), constrained, pattern);
    }

    /** With answers that are outputs of the training where these were few, or with any answers. */
    public DecodingOptions constrained(boolean value) {
        return new DecodingOptions(strategy, repetitionPenalty, stops, value, pattern);
    }

    /**
     * With answers that match a regular expression as a whole, such as {@code \d{4}-\d{2}-\d{2}}; see {@link
     * AnswerPattern} for what it may hold.
     *
     * @throws Prompt2ModelException if it is malformed, matches nothing, or is none that answers can be held to
     */
    public DecodingOptions matching(String expression) {
        return new DecodingOptions(
                strategy, repetitionPenalty, stops, constrained, Optional.of(AnswerPattern.of(expression)));
    }

    /** In words, such as {@code beams 4, unconstrained}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of(strategy.toString()));
        if (repetitionPenalty != 1) {
            words.add("repetition penalty " + repetitionPenalty);
        }
        if (!stops.isEmpty()) {
            words.add("stops " + stops);
        }
        if (!constrained) {
            words.add("unconstrained");
        }
        pattern.ifPresent(each -> words.add("matching " + each));
        return String.join(", ", words);
    }
}

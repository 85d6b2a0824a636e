package org.prompt2model.model;

import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.apache.lucene.util.automaton.MinimizationOperations;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.apache.lucene.util.automaton.UTF32ToUTF8;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * A regular expression that whole answers match, as {@link java.util.regex.Pattern} writes them: characters and escapes,
 * classes ({@code [a-z&&[^q]]}, {@code \d}, {@code \p{L}}, {@code .}), groups, alternatives and repetitions; {@code ^} and
 * {@code $} at its ends change nothing. Look-around, back references, boundaries, flags, atomic groups and possessive
 * repetitions are refused, for no finite automaton follows them. Two are equal if their texts are.
 */
public final class AnswerPattern {
    private static final int WORK = 1_000_000;
    private static final int MOST_STATES = 20_000;

    private final String text;
    private final ByteRunAutomaton automaton;

    private AnswerPattern(String text, ByteRunAutomaton automaton) {
        this.text = text;
        this.automaton = automaton;
    }

    /**
     * Reads an expression.
     *
     * @throws Prompt2ModelException if it is malformed, matches nothing, or is none that answers can be held to
     */
    public static AnswerPattern of(String text) {
        Automaton characters = RegularExpression.automaton(text);
        if (Operations.isEmpty(characters)) {
            throw new Prompt2ModelException(
                    "No answer can match '" + text + "'",
                    "the expression excludes every text, the empty one included",
                    "look at its classes: [a&&b], for example, is no character");
        }
        AnswerPattern pattern = new AnswerPattern(text, compiled(text, characters));
        if (pattern.automaton.getSize() > MOST_STATES) {
            throw pattern.tooComplex(null);
        }
        return pattern;
    }

    private static ByteRunAutomaton compiled(String text, Automaton characters) {
        try {
            Automaton bytes = MinimizationOperations.minimize(new UTF32ToUTF8().convert(characters), WORK);
            return new ByteRunAutomaton(bytes, true, WORK);
        } catch (TooComplexToDeterminizeException e) {
            throw new AnswerPattern(text, null).tooComplex(e);
        }
    }

    Prompt2ModelException tooComplex(Throwable cause) {
        return new Prompt2ModelException(
                "Answers cannot be held to '" + text + "'",
                "its automaton would be too large, or take too long to make",
                "repeat less, and let less of what comes later depend on what came before",
                cause);
    }

    /** The states of the texts that can still become an answer; bytes are those of UTF-8, -1 is no state. */
    ByteRunAutomaton automaton() {
        return automaton;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnswerPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The expression. */
    @Override
    public String toString() {
        return text;
    }
}

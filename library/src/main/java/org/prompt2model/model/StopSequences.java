package org.prompt2model.model;

import java.util.List;
import java.util.Optional;

/** Texts before which an answer ends. */
record StopSequences(List<String> texts, Tokenizer tokenizer) {
    /**
     * Tokens that spell such a text, so that the network writes no further. It may spell it otherwise, or with a token
     * that holds more; {@link #cut} finds these.
     */
    List<int[]> tokens() {
        return texts.stream()
                .map(text -> new Spelling(text, tokenizer.encodePlain(text)))
                .filter(spelling -> tokenizer.decode(spelling.tokens()).contains(spelling.text()))
                .map(Spelling::tokens)
                .toList();
    }

    // Made and read within one method.
    @SuppressWarnings("ArrayRecordComponent")
    private record Spelling(String text, int[] tokens) {}

    /** The answer before the first stop, with the probability of the tokens up to it; empty if it has none. */
    Optional<WrittenAnswer> cut(Answer answer) {
        if (texts.isEmpty() || stop(tokenizer.decode(answer.tokens())) < 0) {
            return Optional.empty();
        }
        int count = 1;
        while (stop(tokenizer.decode(answer.first(count).tokens())) < 0) {
            count++;
        }
        Answer kept = answer.first(count);
        String text = tokenizer.decode(kept.tokens());
        return Optional.of(new WrittenAnswer(text.substring(0, stop(text)), kept));
    }

    /** Where the first stop begins, or -1. */
    private int stop(String text) {
        return texts.stream()
                .mapToInt(text::indexOf)
                .filter(place -> place >= 0)
                .min()
                .orElse(-1);
    }
}

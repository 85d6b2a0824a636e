package org.prompt2model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextIndexTest {
    private static final List<String> TEXTS = List.of("red apple", "red red pear plum", "green plum", "yellow banana");

    @Test
    void scoresAreBm25AsCountedByHand() {
        // N = 4, df(red) = 2, idf = ln(1 + (4 - 2 + 0.5) / (2 + 0.5)) = ln 2; lengths 2, 4, 2, 2: average 2.5.
        double idf = Math.log(2);
        double first = idf * 1 / (1 + 1.2 * (0.25 + 0.75 * 2 / 2.5));
        double second = idf * 2 / (2 + 1.2 * (0.25 + 0.75 * 4 / 2.5));
        try (TextIndex index = new TextIndex(TEXTS)) {
            Map<Integer, Double> scores = index.scores(Map.of("red", 1f));
            assertThat(scores).containsOnlyKeys(0, 1);
            assertThat(scores.get(0)).isCloseTo(first, within(1e-6));
            assertThat(scores.get(1)).isCloseTo(second, within(1e-6));
            // With the factor k1 + 1 that Lucene leaves out, the textbook's value.
            assertThat(scores.get(0) * 2.2).isCloseTo(0.754913, within(1e-5));
        }
    }

    @Test
    void aTermCountsOnceWithItsGreatestWeight() {
        try (TextIndex index = new TextIndex(TEXTS)) {
            double once = index.scores(Map.of("banana", 1f)).get(3);
            assertThat(index.scores(Map.of("banana bananas", 1f, "the banana", 0.1f))
                            .get(3))
                    .isCloseTo(once, within(1e-6));
            assertThat(index.scores(Map.of("banana", 0.1f)).get(3)).isCloseTo(once * 0.1, within(1e-6));
        }
    }

    @Test
    void theBestComesFirstAndForeignWordsFindNothing() {
        try (TextIndex index = new TextIndex(TEXTS)) {
            assertThat(index.scores(Map.of("green plums", 1f)).keySet()).containsExactly(2, 1);
            assertThat(index.scores(Map.of("zzz", 1f))).isEmpty();
            assertThat(index.scores(Map.of("", 1f))).isEmpty();
        }
    }
}

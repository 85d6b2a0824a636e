package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class SignificanceTest {
    private static final Metric EXACT = Metrics.named("exact_match");

    @Test
    void findsALargeDifferenceSignificant() {
        List<Segment> good = segments(200, 190);
        List<Segment> bad = segments(200, 100);

        assertThat(Significance.pairedBootstrap(EXACT, good, bad, 1_000, 1)).isLessThan(0.01);
        assertThat(Significance.approximateRandomization(EXACT, good, bad, 1_000, 1))
                .isEqualTo(1.0 / 1_001);
    }

    @Test
    void findsASmallDifferenceInsignificant() {
        List<Segment> one = segments(200, 150);
        List<Segment> other = new ArrayList<>(segments(200, 150));
        other.set(0, Segment.of("wrong", "right"));
        other.set(199, Segment.of("right", "right"));
        other.set(198, Segment.of("right", "right"));

        assertThat(Significance.pairedBootstrap(EXACT, one, other, 1_000, 1)).isGreaterThan(0.05);
        assertThat(Significance.approximateRandomization(EXACT, one, other, 1_000, 1))
                .isGreaterThan(0.2);
    }

    @Test
    void doesNotCallADifferenceOfNothingChance() {
        List<Segment> same = segments(50, 25);

        assertThat(Significance.approximateRandomization(EXACT, same, same, 1_000, 1))
                .isEqualTo(1.0 / 1_001);
    }

    @Test
    void worksOnCorpusMetricsAndRepeatsWithItsSeed() {
        List<Segment> one = segments(60, 40);
        List<Segment> other = segments(60, 34);
        double p = Significance.pairedBootstrap(ChrF.plusPlus(), one, other, 500, 3);

        assertThat(p).isBetween(1.0 / 501, 1.0);
        assertThat(Significance.pairedBootstrap(ChrF.plusPlus(), one, other, 500, 3))
                .isEqualTo(p);
    }

    @Test
    void rejectsSystemsThatAnsweredDifferentRows() {
        assertThatThrownBy(() -> Significance.pairedBootstrap(EXACT, segments(3, 1), segments(2, 1), 100, 1))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("3 and 2");
    }

    private static List<Segment> segments(int count, int right) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(Segment.of(i < right ? "right" : "wrong", "right"));
        }
        return segments;
    }
}

package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scores that the reference implementations gave; {@code sacrebleu_fixture.py} writes the file of the first test. */
class ReferenceScoresTest {
    private static final Map<String, Metric> METRICS = Map.of(
            "chrf++", ChrF.plusPlus(),
            "chrf2", ChrF.characters(),
            "chrf++_eps", new ChrF(6, 2, 2, false, true),
            "chrf++_lc", new ChrF(6, 2, 2, true, false),
            "bleu", new Bleu());

    @TestFactory
    Stream<DynamicTest> agreesWithSacrebleuOnAwkwardPairsAndOnTheirCorpus() throws IOException {
        JsonNode fixture = fixture();
        List<Segment> corpus = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode pair : fixture.path("pairs")) {
            Segment segment = Segment.of(
                    pair.path("hypothesis").asText(), pair.path("reference").asText());
            corpus.add(segment);
            tests.add(DynamicTest.dynamicTest(segment.toString(), () -> check(List.of(segment), pair)));
        }
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(50);
        tests.add(DynamicTest.dynamicTest("corpus", () -> check(corpus, fixture.path("corpus"))));
        return tests.stream();
    }

    private static void check(List<Segment> segments, JsonNode expected) {
        METRICS.forEach((name, metric) -> assertThat(metric.score(segments))
                .as(name)
                .isEqualTo(expected.path(name).asDouble(), within(1e-6)));
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream file = ReferenceScoresTest.class.getResourceAsStream("sacrebleu.json")) {
            return new ObjectMapper().readTree(file);
        }
    }

    @Test
    void scoresTheExampleOfPrompt2ModelsOwnEvaluator() {
        List<Segment> segments = List.of(
                Segment.of("The cat is sleeping.", "The cat is sleeping."),
                Segment.of("The dog is barking.", "The dog is playing."));

        assertThat(ChrF.plusPlus().score(segments)).isEqualTo(78.297734, within(1e-6));
        assertThat(Metrics.named("exact_match").score(segments)).isEqualTo(0.5);
    }

    @Test
    void smoothsWithEpsilonAsSacrebleuDoes() {
        List<Segment> segments = List.of(Segment.of("aa", "ab"));

        assertThat(new ChrF(6, 0, 3, false, false).score(segments)).isEqualTo(25.0, within(1e-4));
        assertThat(new ChrF(6, 0, 3, false, true).score(segments)).isEqualTo(8.3333, within(1e-4));
    }

    @Test
    void removesWhiteSpaceBeforeCharacterNGramsOnly() {
        List<Segment> segments = List.of(Segment.of("a b c", "abc"));

        assertThat(new ChrF(6, 0, 3, false, false).score(segments)).isEqualTo(100, within(1e-9));
        assertThat(ChrF.plusPlus().score(segments)).isEqualTo(75, within(1e-9));
    }

    @Test
    void scoresPunctuationAndJapanese() {
        List<Segment> punctuation = List.of(Segment.of("Hello, world!", "Hello world"));

        assertThat(ChrF.characters().score(punctuation)).isEqualTo(56.343009, within(1e-6));
        assertThat(ChrF.plusPlus().score(punctuation)).isEqualTo(53.037682, within(1e-6));
        assertThat(ChrF.plusPlus().score(List.of(Segment.of("東京は首都", "東京は日本の首都"))))
                .isEqualTo(22.174628, within(1e-6));
    }

    @Test
    void takesTheBestReferenceOfEachSegment() {
        Segment segment = new Segment("the cat", List.of("something else", "the cat"));

        assertThat(ChrF.plusPlus().score(List.of(segment))).isEqualTo(100, within(1e-9));
        assertThat(Metrics.named("squad_f1").score(List.of(segment))).isEqualTo(1);
        assertThat(Metrics.named("exact_match").score(List.of(segment))).isEqualTo(1);
    }

    @Test
    void matchesExactlyWithoutAnyNormalization() {
        List<Segment> segments = List.of(
                Segment.of("the cat", "cat?"),
                Segment.of("theater", "theater"),
                Segment.of("YELLING", "yelling"),
                Segment.of("agent007", "agent"));

        assertThat(Metrics.named("exact_match").score(segments)).isEqualTo(0.25);
        assertThat(Metrics.named("squad_exact_match").score(segments)).isEqualTo(0.75);
    }

    @Test
    void scoresTheLongestCommonSubsequenceAsRougeDoes() {
        RougeL.Score score = RougeL.ascii().score("testing two", "testing one two");

        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(score.f()).isEqualTo(0.8, within(1e-12));
        assertThat(RougeL.ascii().score("東京", "東京").f()).isZero();
        assertThat(RougeL.unicode().score("東京", "東京").f()).isEqualTo(1);
    }

    @Test
    void sharesWordsAsMultisetsInSquadF1() {
        Metric f1 = Metrics.named("squad_f1");

        assertThat(f1.score(List.of(Segment.of("a cat, cat!", "The cat sat")))).isEqualTo(0.5);
        assertThat(f1.score(List.of(Segment.of("dog", "cat")))).isZero();
    }

    @Test
    void averagesF1OverTheLabelsOfTheReferences() {
        List<Segment> segments =
                List.of(Segment.of("a", "a"), Segment.of("a", "a"), Segment.of("a", "b"), Segment.of("nonsense", "b"));

        assertThat(Metrics.named("macro_f1").score(segments)).isEqualTo((0.8 + 0) / 2, within(1e-12));
        assertThat(Metrics.named("accuracy").score(segments)).isEqualTo(0.5);
    }
}

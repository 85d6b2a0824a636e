package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.training.Proposer.Observation;

class ProposerTest {
    private static final TuningOptions OPTIONS = TuningOptions.paper()
            .range(HyperParameter.DROPOUT, 0, 0.5)
            .epochs(1, 20)
            .choose(HyperParameter.BATCH_SIZE, 4, 8, 16, 32);

    /** Best at a learning rate of 3e-3, 12 epochs, batches of 16 and a dropout of 0.1. */
    private static double score(Map<HyperParameter, Double> values) {
        double rate = Math.log10(values.get(HyperParameter.LEARNING_RATE) / 3e-3);
        double epochs = (values.get(HyperParameter.EPOCHS) - 12) / 10;
        double dropout = (values.get(HyperParameter.DROPOUT) - 0.1) / 0.5;
        double batch = values.get(HyperParameter.BATCH_SIZE) == 16 ? 0 : 0.2;
        return 1 - rate * rate - epochs * epochs - dropout * dropout - batch;
    }

    private static List<Observation> search(TuningOptions options, int trials) {
        Proposer proposer = new Proposer(options);
        List<Observation> seen = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            Map<HyperParameter, Double> values = proposer.next(seen);
            seen.add(new Observation(values, true, 10, score(values)));
        }
        return seen;
    }

    @Test
    void tpeComesCloserToTheBestThanChanceDoes() {
        assertThat(meanOfTheBest(OPTIONS)).isGreaterThan(meanOfTheBest(OPTIONS.proposals(Proposals.RANDOM)) + 0.05);
    }

    private static double meanOfTheBest(TuningOptions options) {
        return LongStream.range(0, 20)
                .mapToDouble(seed -> search(options.seed(seed), 60).stream()
                        .mapToDouble(Observation::score)
                        .max()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    @Test
    void tpeProposesTheChoiceThatScoredBestTwiceAsOftenAsChanceDoes() {
        double share = LongStream.range(0, 20)
                .mapToDouble(seed -> search(OPTIONS.seed(seed), 80).stream()
                        .skip(Proposer.RANDOM_TRIALS)
                        .mapToDouble(trial -> trial.values().get(HyperParameter.BATCH_SIZE) == 16 ? 1 : 0)
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
        assertThat(share).isGreaterThan(2 * 0.25);
    }

    @Test
    void theSameSeedProposesTheSameAndAnotherSeedSomethingElse() {
        assertThat(search(OPTIONS, 30)).isEqualTo(search(OPTIONS, 30));
        assertThat(search(OPTIONS, 30)).isNotEqualTo(search(OPTIONS.seed(7), 30));
    }

    @Test
    void everyProposalLiesInTheSpaceAndWholeNumbersAreWhole() {
        assertThat(search(OPTIONS.epochs(1, 3), 60)).allSatisfy(trial -> {
            assertThat(trial.values().keySet())
                    .containsExactlyInAnyOrderElementsOf(OPTIONS.space().keySet());
            assertThat(trial.values().get(HyperParameter.LEARNING_RATE)).isBetween(4e-5, 1e-1);
            assertThat(trial.values().get(HyperParameter.EPOCHS)).isIn(1.0, 2.0, 3.0);
            assertThat(trial.values().get(HyperParameter.BATCH_SIZE)).isIn(4.0, 8.0, 16.0, 32.0);
            assertThat(trial.values().get(HyperParameter.DROPOUT)).isBetween(0.0, 0.5);
        });
    }

    @Test
    void aRangeOfOneValueIsThatValue() {
        assertThat(search(OPTIONS.epochs(4, 4).learningRate(1e-3, 1e-3), 15)).allSatisfy(trial -> {
            assertThat(trial.values().get(HyperParameter.EPOCHS)).isEqualTo(4);
            assertThat(trial.values().get(HyperParameter.LEARNING_RATE)).isCloseTo(1e-3, within(1e-12));
        });
    }

    @Test
    void tpeKeepsAwayFromWhereTrialsFailed() {
        TuningOptions rates = TuningOptions.defaults().space(Map.of()).learningRate(1e-6, 1);
        Proposer proposer = new Proposer(rates);
        List<Observation> seen = new ArrayList<>();
        for (int trial = 0; trial < 60; trial++) {
            Map<HyperParameter, Double> values = proposer.next(seen);
            boolean failed = values.get(HyperParameter.LEARNING_RATE) > 1e-2;
            seen.add(new Observation(values, !failed, failed ? 1 : 10, failed ? Double.NaN : 0.5));
        }
        assertThat(failures(seen.subList(30, 60))).isLessThan(failures(search(rates)));
    }

    private static List<Observation> search(TuningOptions rates) {
        Proposer chance = new Proposer(rates.proposals(Proposals.RANDOM));
        List<Observation> seen = new ArrayList<>();
        for (int trial = 0; trial < 30; trial++) {
            seen.add(new Observation(chance.next(seen), true, 1, 0));
        }
        return seen;
    }

    private static long failures(List<Observation> trials) {
        return trials.stream()
                .filter(trial -> trial.values().get(HyperParameter.LEARNING_RATE) > 1e-2)
                .count();
    }

    @Test
    void aSpaceThatCannotBeSearchedIsRefused() {
        TuningOptions options = TuningOptions.defaults();
        assertThatThrownBy(() -> options.range(HyperParameter.DROPOUT, 0, 2))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("dropout is 2");
        assertThatThrownBy(() -> options.learningRate(0, 1e-3)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> options.range(HyperParameter.WARMUP, 0.5, 0.1))
                .hasMessageContaining("cannot be searched");
        assertThatThrownBy(() -> options.choose(HyperParameter.BATCH_SIZE)).hasMessageContaining("nothing to choose");
        assertThatThrownBy(() -> options.minutes(0)).hasMessageContaining("budget is 0.0 minutes");
        assertThatThrownBy(() -> options.halving(1, 1)).hasMessageContaining("eta 1");
        assertThatThrownBy(() -> options.trials(0)).hasMessageContaining("trials is 0");
    }
}

package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class T5NetworkTest {
    private static final T5Config TINY = new T5Config(ByteTokenizer.VOCABULARY, 32, 8, 2, 48, 2, 1, 32, 64);
    private static final Tokenizer BYTES = new ByteTokenizer();
    private static final StepSettings SETTINGS = new StepSettings(3e-3, 0.01, 1, 0, 0.9, 0.98);

    private static Batch.Texts batch(String... pairs) {
        int[][] sources = new int[pairs.length / 2][];
        int[][] targets = new int[pairs.length / 2][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = BYTES.encode(pairs[2 * i], 64);
            targets[i] = BYTES.encode(pairs[2 * i + 1], 64);
        }
        return new Batch.Texts(sources, targets);
    }

    @Test
    void learnsToCopyAFewTextsAndAnswersThemByGreedyDecoding() {
        Batch.Texts texts = batch("a", "1", "bb", "22", "the third", "3");
        try (T5Network network = T5Network.random(TINY, 1, false)) {
            float first = network.loss(texts);
            for (int i = 0; i < 150; i++) {
                network.step(texts, SETTINGS);
            }
            assertThat(network.loss(texts)).isLessThan(first / 20);
            List<Answer> answers = network.generate(texts.sources(), 8);
            assertThat(answers).extracting(a -> BYTES.decode(a.tokens())).containsExactly("1", "22", "3");
            assertThat(answers).allSatisfy(a -> assertThat(a.probability()).isBetween(0.5, 1.0));
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() {
        Batch.Texts texts = batch("May 5", "05-05", "June 16", "06-16");
        try (T5Network network = T5Network.random(TINY, 2, false)) {
            float[] gradient = network.gradient(texts).get(1);
            float[] weights = network.weights();
            Random random = new Random(3);
            int checked = 0;
            while (checked < 20) {
                int at = random.nextInt(weights.length);
                if (Math.abs(gradient[at]) < 2e-2) {
                    continue;
                }
                float step = 1e-2f;
                float kept = weights[at];
                weights[at] = kept + step;
                network.fill(FlatWeights.of(weights));
                double above = network.loss(texts);
                weights[at] = kept - step;
                network.fill(FlatWeights.of(weights));
                double below = network.loss(texts);
                weights[at] = kept;
                assertThat((above - below) / (2 * step))
                        .isCloseTo(gradient[at], within(0.05 * Math.abs(gradient[at]) + 1e-3));
                checked++;
            }
        }
    }

    @Test
    void theSameSeedGivesBitwiseTheSameLosses() {
        Batch.Texts texts = batch("one", "1", "two", "2", "three", "3");
        assertThat(losses(texts)).isEqualTo(losses(texts));
    }

    private static float[] losses(Batch batch) {
        float[] losses = new float[12];
        Torch.seed(7);
        try (T5Network network = T5Network.random(TINY, 7, false)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = network.step(batch, new StepSettings(1e-3, 0.01, 1, 0.1, 0.9, 0.98))[0];
            }
        }
        return losses;
    }
}

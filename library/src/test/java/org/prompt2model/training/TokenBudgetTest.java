package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Batch;
import org.prompt2model.model.Optimizer;
import org.prompt2model.model.OutOfMemory;
import org.prompt2model.model.StepSettings;
import org.prompt2model.model.Student;
import org.prompt2model.model.T5Config;
import org.prompt2model.model.T5Network;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

class TokenBudgetTest {
    private static final int ROWS = 24;
    private static final int[] ALL = IntStream.range(0, ROWS).toArray();
    private static final StepSettings SETTINGS = new StepSettings(1e-3, 0.01, 1, 0, 0.9, 0.98, 0, Optimizer.ADAMW);

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder.resolve("run"));
    }

    @AfterEach
    void allowEverything() {
        System.clearProperty(FreeMemory.VARIABLE);
    }

    /** Rows of 5 to 40 tokens, with answers of 1 to 12. */
    private static Batch batch(int[] rows) {
        return new Batch.Texts(
                Arrays.stream(rows).mapToObj(row -> tokens(row, 5, 36)).toArray(int[][]::new),
                Arrays.stream(rows).mapToObj(row -> tokens(row + 100, 1, 12)).toArray(int[][]::new));
    }

    private static int[] tokens(int seed, int least, int range) {
        Random random = new Random(seed);
        return random.ints(least + random.nextInt(range), 3, 259).toArray();
    }

    private static T5Network network() {
        return T5Network.random(T5Config.byt5Nano(), 3, false);
    }

    private static int tokens(Batch part) {
        return part.rows() * part.longest();
    }

    private static float[] after(TokenBudget budget, TokenBudget.Step before) {
        try (T5Network network = network()) {
            for (int step = 0; step < 3; step++) {
                budget.step(ALL, 1, parts -> {
                    before.on(parts);
                    return parts.size() == 1 ? network.step(parts.get(0), SETTINGS) : network.step(parts, SETTINGS);
                });
            }
            return network.weights();
        }
    }

    @Test
    void stepsInPartsAreThoseOfWholeBatchesUpToRounding() {
        float[] whole = after(new TokenBudget(TokenBudgetTest::batch, Long.MAX_VALUE), parts -> new float[0]);
        List<Batch> seen = new ArrayList<>();
        float[] inParts = after(new TokenBudget(TokenBudgetTest::batch, 200), parts -> {
            seen.addAll(parts);
            return new float[0];
        });
        assertThat(seen).hasSizeGreaterThan(3 * 5).allMatch(part -> tokens(part) <= 200);
        assertThat(seen.stream().mapToInt(Batch::rows).sum()).isEqualTo(3 * ROWS);
        assertClose(inParts, whole);
    }

    private static void assertClose(float[] found, float[] expected) {
        double apart = 0;
        double moved = 0;
        try (T5Network before = network()) {
            float[] start = before.weights();
            for (int i = 0; i < expected.length; i++) {
                apart += Math.pow(found[i] - expected[i], 2);
                moved += Math.pow(expected[i] - start[i], 2);
            }
        }
        assertThat(Math.sqrt(apart / moved)).isLessThan(1e-3);
    }

    @Test
    void aDeviceWithoutRoomGetsTheSameBatchInSmallerParts() {
        float[] whole = after(new TokenBudget(TokenBudgetTest::batch, Long.MAX_VALUE), parts -> new float[0]);
        TokenBudget budget = new TokenBudget(TokenBudgetTest::batch, Long.MAX_VALUE);
        List<Integer> refused = new ArrayList<>();
        float[] afterHalving = after(budget, roomFor(300, refused));
        assertThat(refused)
                .as("once each, then never again")
                .hasSizeBetween(2, 4)
                .isSortedAccordingTo((a, b) -> b - a);
        assertThat(budget.facts().get("worked on at once")).contains("halved " + refused.size() + " times");
        assertClose(afterHalving, whole);
    }

    /** What a device does that holds the activations of so many tokens. */
    private static TokenBudget.Step roomFor(int most, List<Integer> refused) {
        return parts -> {
            int largest = parts.stream().mapToInt(TokenBudgetTest::tokens).max().orElseThrow();
            if (largest > most) {
                refused.add(largest);
                throw new OutOfMemory(new IllegalStateException("CUDA out of memory. Tried to allocate 2.00 GiB"));
            }
            return new float[0];
        };
    }

    @Test
    void aDeviceWithoutRoomForARowEndsTheTrainingWithWhatToDo() {
        TokenBudget budget = new TokenBudget(TokenBudgetTest::batch, Long.MAX_VALUE);
        assertThatThrownBy(() -> after(budget, roomFor(4, new ArrayList<>())))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContainingAll("no room for a row of", "CUDA out of memory", "lora(8, 16)");
    }

    @Test
    void aTrainingFitsTheMemoryThatIsAllowedAndLearnsTheSame() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            examples.add(new Example("number " + i + " ".repeat(i) + "of many", "the answer " + i));
        }
        Table rows = DataRows.of("rows", examples, "generated");
        Splits data = new Splits(rows, rows.first(8), rows.first(8));
        TrainingOptions options =
                TrainingOptions.defaults().epochs(3).evaluations(3).precision(Precision.FLOAT32);
        try (Student whole = fineTune(data, options.name("whole"))) {
            System.setProperty(FreeMemory.VARIABLE, "60m");
            try (Student parts = fineTune(data, options.name("parts"))) {
                assertThat(whole.card().facts()).doesNotContainKey("worked on at once");
                assertThat(parts.card().facts().get("worked on at once")).matches("at most [\\d,]+ tokens \\(to fit.*");
                double[] expected = whole.history().doubleColumn(Columns.VALUE).asDoubleArray();
                double[] found = parts.history().doubleColumn(Columns.VALUE).asDoubleArray();
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < found.length; i++) {
                    assertThat(found[i]).isCloseTo(expected[i], Percentage.withPercentage(0.1));
                }
            }
        }
    }

    private static Student fineTune(Splits data, TrainingOptions options) {
        return FineTuning.fineTune(new Task("Answer.", data.train()), FineTuning.NANO, data, options);
    }
}

package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class EvaluatorTest {
    private static final EvaluationOptions OPTIONS = EvaluationOptions.defaults();

    @TempDir
    Path folder;

    @BeforeEach
    void useAFolderOfItsOwn() {
        Run.use(folder);
    }

    @Test
    void scoresOpenAnswersWithIntervalsAndSignatures() {
        Table scores = Evaluator.evaluate(answers(40, 30), OPTIONS);

        assertThat(scores.columnNames())
                .containsExactly(
                        Columns.METRIC, Columns.SCORE, Columns.LOW, Columns.HIGH, Columns.N, Columns.SIGNATURE);
        assertThat(scores.stringColumn(Columns.METRIC).asList())
                .containsExactly("exact_match", "squad_exact_match", "squad_f1", "chrf++");
        assertThat(scores.doubleColumn(Columns.SCORE).get(0)).isEqualTo(0.75);
        assertThat(scores.doubleColumn(Columns.LOW).get(0)).isBetween(0.55, 0.70);
        assertThat(scores.doubleColumn(Columns.HIGH).get(0)).isBetween(0.80, 0.95);
        assertThat(scores.intColumn(Columns.N).asList()).containsOnly(40);
        assertThat(scores.stringColumn(Columns.SIGNATURE).get(3))
                .isEqualTo("chrf2++|case:mixed|eff:yes|nc:6|nw:2|space:no|bootstrap:1000|seed:12345|version:0.1.0");
    }

    @Test
    void addsAccuracyAndMacroF1WhereOutputsAreFew() {
        Table labels = table(
                "predict",
                List.of("yes", "no", "no", "no", "yes", "no"),
                List.of("yes", "no", "no", "yes", "yes", "no"));

        assertThat(Evaluator.evaluate(labels, OPTIONS)
                        .stringColumn(Columns.METRIC)
                        .asList())
                .startsWith("accuracy", "macro_f1");
    }

    @Test
    void recordsWhereTheRowsCameFrom() {
        Table rows = table("predict", List.of("a", "b", "c"), List.of("a", "b", "c"));
        rows.addColumns(StringColumn.create(Columns.SOURCE, "generated", "dataset:mine.csv", "generated"));
        Evaluator.evaluate(rows, OPTIONS);
        assertThat(Run.current().records().get(0).facts()).containsEntry("sources", "dataset:mine.csv, generated");
    }

    @Test
    void takesOutputsForManyWhereEachOccursOnce() {
        assertThat(Outputs.few(StringColumn.create("output", "a", "b", "c"))).isFalse();
        assertThat(Outputs.few(StringColumn.create("output", "a", "b", "a", "b")))
                .isTrue();
        assertThat(Outputs.few(StringColumn.create("output", "a", "a", "a", "a")))
                .isFalse();
    }

    @Test
    void givesTheSameIntervalsForTheSameSeedAndOthersForAnother() {
        Table predictions = answers(40, 30);
        Table first = Evaluator.evaluate(predictions, OPTIONS.seed(1));
        Run.use(folder.resolve("second"));
        Table second = Evaluator.evaluate(predictions, OPTIONS.seed(1));
        Table other = Evaluator.evaluate(predictions, OPTIONS.seed(2));

        assertThat(second.toString()).isEqualTo(first.toString());
        assertThat(other.doubleColumn(Columns.LOW).asList())
                .isNotEqualTo(first.doubleColumn(Columns.LOW).asList());
    }

    @Test
    void answersFromTheRunFolderTheSecondTime() {
        Evaluator.evaluate(answers(40, 30), OPTIONS);
        Evaluator.evaluate(answers(40, 30), OPTIONS);

        assertThat(Run.current().records()).hasSize(2);
        assertThat(Run.current().records().get(1).reused()).isTrue();
    }

    @Test
    void carriesTheRehearsalLabelAndNeverTakesAnUnlabelledResultForIt() {
        assertThat(Evaluator.evaluate(answers(40, 30), OPTIONS).name()).isEqualTo("evaluate");
        assertThat(Evaluator.evaluate(answers(40, 30).setName("predict (rehearsal)"), OPTIONS)
                        .name())
                .isEqualTo("evaluate (rehearsal)");
    }

    @Test
    void countsKeptRowsOnly() {
        Table predictions = table("predict", List.of("x", "wrong"), List.of("x", "y"))
                .addColumns(StringColumn.create(Columns.VERDICT, Columns.KEPT, Columns.DROPPED));

        Table scores = Evaluator.evaluate(predictions, OPTIONS.metrics("exact_match"));

        assertThat(scores.doubleColumn(Columns.SCORE).get(0)).isEqualTo(1);
        assertThat(scores.intColumn(Columns.N).get(0)).isEqualTo(1);
    }

    @Test
    void takesAMissingPredictionForAnEmptyAnswer() {
        Table predictions = table("predict", List.of("x", ""), List.of("x", "y"));

        assertThat(Evaluator.evaluate(predictions, OPTIONS.metrics("exact_match", "chrf++", "bleu", "rouge_l"))
                        .doubleColumn(Columns.SCORE)
                        .get(0))
                .isEqualTo(0.5);
    }

    @Test
    void leavesItsInputAsItWas() {
        Table predictions = answers(10, 5);
        String before = predictions.print();

        Evaluator.evaluate(predictions, OPTIONS);

        assertThat(predictions.print()).isEqualTo(before);
    }

    @Test
    void namesTheColumnsThatAreThereWhereOneIsMissing() {
        Table rows = Table.create("rows", StringColumn.create("text", "x"), StringColumn.create("output", "y"));

        assertThatThrownBy(() -> Evaluator.evaluate(rows, OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'prediction'")
                .hasMessageContaining("[text, output]");
    }

    @Test
    void rejectsATableWithoutRows() {
        assertThatThrownBy(() -> Evaluator.evaluate(table("predict", List.of(), List.of()), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no predictions");
    }

    @Test
    void rejectsUnknownMetricsAndAbsurdResamples() {
        assertThatThrownBy(() -> OPTIONS.metrics("bertscore"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("chrf++");
        assertThatThrownBy(() -> OPTIONS.resamples(0)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> OPTIONS.resamples(-5)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> OPTIONS.resamples(2_000_000_000)).isInstanceOf(Prompt2ModelException.class);
    }

    @Test
    void putsTheIntervalOfAnAllRightModelAtTheTop() {
        Table scores = Evaluator.evaluate(answers(20, 20), OPTIONS);

        assertThat(scores.doubleColumn(Columns.LOW).get(0)).isEqualTo(1);
        assertThat(scores.doubleColumn(Columns.HIGH).get(0)).isEqualTo(1);
    }

    /** Different outputs, of which the first {@code right} are answered rightly. */
    static Table answers(int rows, int right) {
        StringColumn input = StringColumn.create(Columns.INPUT);
        StringColumn output = StringColumn.create(Columns.OUTPUT);
        StringColumn prediction = StringColumn.create(Columns.PREDICTION);
        for (int row = 0; row < rows; row++) {
            input.append("input " + row);
            output.append("number " + row * 37);
            prediction.append("number " + (row * 37 + (row < right ? 0 : 1)));
        }
        return Table.create("predict", input, output, prediction);
    }

    private static Table table(String name, List<String> predictions, List<String> outputs) {
        return Table.create(
                name,
                StringColumn.create(Columns.INPUT, Collections.nCopies(outputs.size(), "input")),
                StringColumn.create(Columns.OUTPUT, outputs),
                StringColumn.create(Columns.PREDICTION, predictions));
    }
}

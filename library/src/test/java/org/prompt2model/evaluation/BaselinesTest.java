package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class BaselinesTest {
    private static final Table TRAIN = DataRows.of(
            "train",
            List.of(
                    new Example("my parcel is late", "delivery"),
                    new Example("where is my parcel", "delivery"),
                    new Example("the invoice is wrong", "payment"),
                    new Example("I cannot log in", "account")),
            "generated");

    @Test
    void majorityAnswersTheMostFrequentOutput() {
        Table answered = Baselines.majority(TRAIN).predict(rows("anything", "at all"));

        assertThat(answered.stringColumn(Columns.PREDICTION).asList()).containsExactly("delivery", "delivery");
        assertThat(answered.doubleColumn(Columns.CONFIDENCE).asList()).containsOnly(0.5);
    }

    @Test
    void majorityTakesTheAlphabeticallyFirstOfSeveral() {
        Table train = DataRows.of("train", List.of(new Example("x", "b"), new Example("y", "a")), "generated");

        assertThat(Baselines.majority(train)
                        .predict(rows("z"))
                        .stringColumn(Columns.PREDICTION)
                        .get(0))
                .isEqualTo("a");
    }

    @Test
    void nearestNeighbourAnswersAsTheMostSimilarInputDoes() {
        Table answered = Baselines.nearestNeighbour(TRAIN)
                .predict(rows("The INVOICES are wrong!", "cannot log in", "my parcel is late", "ぬ"));

        assertThat(answered.stringColumn(Columns.PREDICTION).asList())
                .containsExactly("payment", "account", "delivery", "delivery");
        assertThat(answered.doubleColumn(Columns.CONFIDENCE).get(2)).isGreaterThan(0.999);
        assertThat(answered.doubleColumn(Columns.CONFIDENCE).get(3)).isZero();
    }

    @Test
    void replacesAnOlderPredictionAndLeavesItsInputAsItWas() {
        Table rows = rows("x").addColumns(StringColumn.create(Columns.PREDICTION, "old"));

        Table answered = Baselines.majority(TRAIN).predict(rows);

        assertThat(answered.stringColumn(Columns.PREDICTION).get(0)).isEqualTo("delivery");
        assertThat(rows.stringColumn(Columns.PREDICTION).get(0)).isEqualTo("old");
    }

    @Test
    void rejectsATrainingTableWithoutRowsAndRowsWithoutInput() {
        assertThatThrownBy(() -> Baselines.majority(TRAIN.emptyCopy())).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> Baselines.nearestNeighbour(TRAIN)
                        .predict(Table.create("rows", StringColumn.create("text", "x"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[text]");
    }

    private static Table rows(String... inputs) {
        return Table.create("rows", StringColumn.create(Columns.INPUT, inputs));
    }
}

package org.prompt2model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.UppercaseStudent;
import org.prompt2model.run.ConsoleProgress;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressListener;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ComparisonTest {
    private static final ComparisonOptions OPTIONS = ComparisonOptions.defaults();

    @TempDir
    Path folder;

    @BeforeEach
    void useAFolderOfItsOwn() {
        Run.use(folder);
    }

    @Test
    void givesARowAModelWithScoresIntervalsTimeAndPValue() {
        Table table =
                Comparison.compare(capitals(30), List.of(new UppercaseStudent("capitals", false), echo()), OPTIONS);

        assertThat(table.columnNames())
                .startsWith(Columns.MODEL, Columns.PARAMETERS, "exact_match", "exact_match_low", "exact_match_high")
                .contains("chrf++", "chrf++_low", "chrf++_high")
                .endsWith(Columns.P_VALUE, Columns.MS_PER_EXAMPLE, Columns.USD_PER_1000);
        assertThat(table.stringColumn(Columns.MODEL).asList()).containsExactly("capitals", "echo");
        assertThat(table.longColumn(Columns.PARAMETERS).get(0)).isEqualTo(26);
        assertThat(table.longColumn(Columns.PARAMETERS).isMissing(1)).isTrue();
        assertThat(table.doubleColumn("exact_match").asList()).containsExactly(1.0, 0.0);
        assertThat(table.doubleColumn(Columns.P_VALUE).isMissing(0)).isTrue();
        assertThat(table.doubleColumn(Columns.P_VALUE).get(1)).isLessThan(0.05);
        assertThat(table.doubleColumn(Columns.MS_PER_EXAMPLE).get(0)).isPositive();
    }

    @Test
    void tellsWhatAThousandExamplesCostAndLeavesAnUnknownPriceMissing() {
        Table table = Comparison.compare(
                capitals(10), List.of(new Paid("paid", 0.002), new Paid("unpriced", Double.NaN)), OPTIONS);

        assertThat(table.doubleColumn(Columns.USD_PER_1000).get(0)).isEqualTo(2.0);
        assertThat(table.doubleColumn(Columns.USD_PER_1000).isMissing(1)).isTrue();
    }

    @Test
    void asksNoModelTwiceForTheSameTable() {
        Paid paid = new Paid("paid", 0.002);
        Comparison.compare(capitals(10), List.of(paid), OPTIONS);
        Comparison.compare(capitals(10), List.of(paid), OPTIONS);

        assertThat(paid.spentUsd()).isEqualTo(0.02);
    }

    @Test
    void asksAnotherModelOfTheSameNameItself() {
        Comparison.compare(capitals(10), List.of(new Paid("model", 0.002)), OPTIONS);
        Paid other = new Paid("model", 0.002);
        Comparison.compare(capitals(10), List.of(other), OPTIONS);

        assertThat(other.spentUsd()).isPositive();
    }

    @Test
    void testsWithApproximateRandomizationToo() {
        ComparisonOptions options = OPTIONS.test(ComparisonOptions.Test.APPROXIMATE_RANDOMIZATION)
                .trials(200)
                .metrics("exact_match");

        Table table =
                Comparison.compare(capitals(30), List.of(new UppercaseStudent("capitals", false), echo()), options);

        assertThat(table.doubleColumn(Columns.P_VALUE).get(1)).isEqualTo(1.0 / 201);
    }

    @Test
    void labelsAndNoticesARehearsal() {
        List<String> notices = new ArrayList<>();
        ProgressMeter.listen(listener(notices));
        try {
            Table table = Comparison.compare(
                    capitals(10), List.of(new Paid("rehearsal", 0), new UppercaseStudent("capitals", true)), OPTIONS);

            assertThat(table.name()).isEqualTo("compare (rehearsal)");
            assertThat(notices).hasSize(2).allMatch(notice -> notice.contains("rehearsal"));
        } finally {
            ProgressMeter.listen(new ConsoleProgress());
        }
    }

    @Test
    void asksNobodyWhereTheTestTableHasNoOutput() {
        Paid paid = new Paid("paid", 0.002);
        Table rows = Table.create("rows", StringColumn.create(Columns.INPUT, "x"), StringColumn.create("label", "y"));

        assertThatThrownBy(() -> Comparison.compare(rows, List.of(paid), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[input, label]");
        assertThat(paid.spentUsd()).isZero();
    }

    @Test
    void asksNobodyWhereTwoModelsHaveOneName() {
        Paid paid = new Paid("student", 0.002);

        assertThatThrownBy(() ->
                        Comparison.compare(capitals(3), List.of(paid, new UppercaseStudent("student", false)), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("rename");
        assertThat(paid.spentUsd()).isZero();
    }

    @Test
    void rejectsNoRowsAndNoModels() {
        assertThatThrownBy(() -> Comparison.compare(capitals(0), List.of(echo()), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> Comparison.compare(capitals(3), List.of(), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class);
    }

    @Test
    void rejectsAPredictorThatLosesRows() {
        Predictor lossy = new Named("lossy") {
            @Override
            public Table predict(Table rows) {
                return rows.first(1).addColumns(StringColumn.create(Columns.PREDICTION, "x"));
            }
        };

        assertThatThrownBy(() -> Comparison.compare(capitals(3), List.of(lossy), OPTIONS))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("1 rows for 3");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Comparison.compare(capitals(3), List.of(echo()), OPTIONS))
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Table capitals(int rows) {
        List<Example> examples = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            examples.add(new Example("text " + row * 31, "TEXT " + row * 31));
        }
        return DataRows.of("test", examples, "generated");
    }

    private static Predictor echo() {
        return new Named("echo");
    }

    private static ProgressListener listener(List<String> notices) {
        return new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {}

            @Override
            public void onNotice(String stage, String message) {
                notices.add(message);
            }
        };
    }

    /** Answers with the input. */
    private static class Named implements Predictor {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Table predict(Table rows) {
            return rows.copy()
                    .addColumns(DataRows.text(rows, Columns.INPUT).copy().setName(Columns.PREDICTION));
        }
    }

    /** As {@link Named}, for money. */
    private static final class Paid extends Named {
        private final double price;
        private double spent;

        Paid(String name, double price) {
            super(name);
            this.price = price;
        }

        @Override
        public Table predict(Table rows) {
            spent += price * rows.rowCount();
            return super.predict(rows);
        }

        @Override
        public double spentUsd() {
            return spent;
        }
    }
}

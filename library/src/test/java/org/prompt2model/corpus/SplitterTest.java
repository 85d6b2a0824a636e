package org.prompt2model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SplitterTest {
    @Test
    void nearDuplicatesNeverFallOnTwoSides() {
        for (long seed = 0; seed < 25; seed++) {
            Table rows = RandomRows.table(new Random(seed), 120, 1 + (int) seed % 6);
            Splits splits =
                    Splitter.split(List.of(rows), SplitOptions.defaults().seed(seed));
            List<String> inputs = new ArrayList<>();
            List<String> sides = new ArrayList<>();
            for (Table side : List.of(splits.train(), splits.validation(), splits.test())) {
                assertThat(side.rowCount()).isPositive();
                inputs.addAll(side.stringColumn(Columns.INPUT).asList());
                side.forEach(row -> sides.add(side.name()));
            }
            assertThat(inputs).doesNotHaveDuplicates();
            int[] groups = NearDuplicates.groups(inputs, NearDuplicates.DEFAULT_THRESHOLD);
            Map<Integer, String> sideOf = new HashMap<>();
            for (int row = 0; row < groups.length; row++) {
                String before = sideOf.putIfAbsent(groups[row], sides.get(row));
                assertThat(before == null ? sides.get(row) : before)
                        .as("seed %d, '%s'", seed, inputs.get(row))
                        .isEqualTo(sides.get(row));
            }
        }
    }

    @Test
    void splitsEightyTenTenByDefault() {
        Splits splits = Splitter.split(List.of(numbers(200)), SplitOptions.defaults());
        assertThat(splits.train().rowCount()).isEqualTo(160);
        assertThat(splits.validation().rowCount()).isEqualTo(20);
        assertThat(splits.test().rowCount()).isEqualTo(20);
        assertThat(splits.train().columnNames()).containsExactly("input", "output", "source");
        assertThat(splits.test().name()).isEqualTo("test");
    }

    @Test
    void aSizeFromOneOnIsANumberOfRows() {
        Splits splits = Splitter.split(
                List.of(numbers(500)), SplitOptions.defaults().test(300).validation(50));
        assertThat(splits.test().rowCount()).isEqualTo(300);
        assertThat(splits.validation().rowCount()).isEqualTo(50);
        assertThat(splits.train().rowCount()).isEqualTo(150);
    }

    @Test
    void theSameSeedSplitsTheSameAndAnotherDoesNot() {
        Table rows = numbers(100);
        Splits first = Splitter.split(List.of(rows), SplitOptions.defaults().seed(7));
        Splits again = Splitter.split(List.of(rows), SplitOptions.defaults().seed(7));
        Splits other = Splitter.split(List.of(rows), SplitOptions.defaults().seed(8));
        assertThat(again.test().print()).isEqualTo(first.test().print());
        assertThat(other.test().print()).isNotEqualTo(first.test().print());
    }

    @Test
    void eachLabelGetsItsShareOfEverySide() {
        List<Example> examples = IntStream.range(0, 300)
                .mapToObj(i -> new Example("message number " + i, i % 10 == 0 ? "rare" : "common"))
                .toList();
        Splits splits = Splitter.split(List.of(DataRows.of("rows", examples, "generated")), SplitOptions.defaults());
        assertThat(count(splits.test(), "rare")).isEqualTo(3);
        assertThat(count(splits.validation(), "rare")).isEqualTo(3);
        assertThat(splits.test().rowCount()).isEqualTo(30);
    }

    @Test
    void demonstrationsTrain() {
        Table shown = DataRows.of("shown", List.of(new Example("message number 5", "x")), CleanRows.DEMONSTRATION);
        for (long seed = 0; seed < 20; seed++) {
            Splits splits = Splitter.split(
                    List.of(numbers(30), shown), SplitOptions.defaults().seed(seed));
            assertThat(splits.train().stringColumn(Columns.INPUT).asList()).contains("message number 5");
        }
    }

    @Test
    void putsAsideEmptyRepeatedAndContradictingRowsAndSaysSo() {
        Table rows = numbers(30);
        Table odd = DataRows.of(
                "odd",
                List.of(
                        new Example(" ", "x"),
                        new Example("no answer", ""),
                        new Example("a", "right"),
                        new Example("a", "wrong"),
                        new Example("a ", "right")),
                "generated");
        List<String> notices = new ArrayList<>();
        Splits splits = Splitter.split(List.of(rows, odd), SplitOptions.defaults(), notices::add, () -> {});
        int all = splits.train().rowCount()
                + splits.validation().rowCount()
                + splits.test().rowCount();
        assertThat(all).isEqualTo(31);
        assertThat(notices)
                .containsExactlyInAnyOrder(
                        "2 rows put aside: input or output is empty",
                        "1 rows put aside: same input as another row with another output",
                        "1 rows put aside: same input and output as an earlier row");
        CleanRows clean = CleanRows.of(List.of(odd));
        assertThat(clean.rows().stringColumn(Columns.OUTPUT).asList()).containsExactly("right");
        assertThat(clean.rejected().columnNames()).contains(Columns.REASON);
        assertThat(clean.rejected().rowCount()).isEqualTo(4);
    }

    @Test
    void aDemonstrationIsRightAgainstAnyMajority() {
        Table generated = DataRows.of("rows", List.of(new Example("a", "1"), new Example("a", "1")), "generated");
        Table shown = DataRows.of("shown", List.of(new Example("a", "2")), CleanRows.DEMONSTRATION);
        assertThat(CleanRows.of(List.of(generated, shown))
                        .rows()
                        .stringColumn(Columns.OUTPUT)
                        .asList())
                .containsExactly("2");
    }

    @Test
    void usesKeptRowsOnlyAndLeavesTheGivenTableAsItWas() {
        Table rows = numbers(40);
        StringColumn verdict = StringColumn.create(Columns.VERDICT);
        for (int row = 0; row < 40; row++) {
            verdict.append(row < 30 ? Columns.KEPT : Columns.DROPPED);
        }
        rows.addColumns(verdict);
        String before = rows.printAll();
        Splits splits = Splitter.split(List.of(rows), SplitOptions.defaults());
        assertThat(splits.train().rowCount()).isEqualTo(24);
        assertThat(rows.printAll()).isEqualTo(before);
    }

    @Test
    void theRehearsalLabelTravels() {
        Table rehearsed = numbers(30).setName("generateDataset (rehearsal)");
        Splits splits = Splitter.split(List.of(numbers(10), rehearsed), SplitOptions.defaults());
        assertThat(splits.train().name()).isEqualTo("train (rehearsal)");
        assertThat(splits.test().name()).isEqualTo("test (rehearsal)");
    }

    @Test
    void aLargeGroupOfNearDuplicatesTrainsWhole() {
        List<Example> examples = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            examples.add(new Example(
                    "a rather long sentence that says the same again and again but for one letter " + letter, "x"));
        }
        Table same = DataRows.of("same", examples, "generated");
        Splits splits = Splitter.split(List.of(same, numbers(74)), SplitOptions.defaults());
        assertThat(splits.train().rowCount()).isEqualTo(80);
        assertThat(count(splits.train(), "x")).isEqualTo(26);
    }

    @Test
    void refusesTooFewRows() {
        assertThatThrownBy(() -> Splitter.split(List.of(numbers(2)), SplitOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("2 usable rows")
                .hasMessageContaining("bring more rows");
        assertThatThrownBy(() -> Splitter.split(
                        List.of(numbers(20)), SplitOptions.defaults().test(400)))
                .hasMessageContaining("20 usable rows")
                .hasMessageContaining("400 to test");
        Table same = DataRows.of(
                "same",
                List.of(new Example("One.", "1"), new Example("one", "1"), new Example("ONE!", "1")),
                "generated");
        assertThatThrownBy(() -> Splitter.split(List.of(same), SplitOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("1 groups");
        assertThatThrownBy(() -> Splitter.split(List.of(), SplitOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class);
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        Table rows = Table.create("mine", StringColumn.create("question"), StringColumn.create("output"));
        assertThatThrownBy(() -> Splitter.split(List.of(rows), SplitOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'input'")
                .hasMessageContaining("[question, output]");
    }

    @Test
    void refusesAbsurdSizes() {
        for (double size : new double[] {0, -1, -0.5, 1.5, Double.NaN, 1e12}) {
            assertThatThrownBy(() -> SplitOptions.defaults().test(size))
                    .as("size %s", size)
                    .isInstanceOf(Prompt2ModelException.class);
        }
        assertThatThrownBy(() -> SplitOptions.defaults().validation(0.5).test(0.5))
                .isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> SplitOptions.defaults().similarity(0)).isInstanceOf(Prompt2ModelException.class);
        assertThat(SplitOptions.defaults().validation()).isEqualTo(0.1, within(1e-12));
    }

    private static Table numbers(int count) {
        List<Example> examples = IntStream.range(0, count)
                .mapToObj(i -> new Example("message number " + i, "answer " + i))
                .toList();
        return DataRows.of("rows", examples, "generated");
    }

    private static long count(Table table, String output) {
        return table.stringColumn(Columns.OUTPUT).asList().stream()
                .filter(output::equals)
                .count();
    }
}

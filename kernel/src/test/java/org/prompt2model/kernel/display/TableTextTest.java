package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableTextTest {
    private static final Table WIDE = Table.create(
            "generateDataset (rehearsal)",
            StringColumn.create("input", "half past four in the afternoon, said the clock", "noon"),
            StringColumn.create("output", "T16:30", "T12:00"),
            StringColumn.create("reason", "lost the vote: 2 of 3 for 'T16:00'", ""),
            DoubleColumn.create("agreement", new double[] {0.3333, 1}),
            IntColumn.create("request", new int[] {1, 2}));

    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        Table table = Table.create("t", StringColumn.create("name", "a", "bcdef"), IntColumn.create("n", 5, 10_000));
        assertThat(TableText.of(table)).isEqualTo("""
            t
            name        n
            -----  ------
            a           5
            bcdef  10,000
            2 rows""");
    }

    @Test
    void keepsToTheWidthOfTheTerminal() {
        for (int width : new int[] {40, 60, 80, 100}) {
            assertThat(TableText.of(WIDE, width).lines()).as("width " + width).allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void narrowsTextBeforeItLeavesColumnsOut() {
        assertThat(TableText.of(WIDE, 80)).contains("…", "agreement", "request").doesNotContain("not shown");
    }

    @Test
    void namesTheColumnsForWhichThereIsNoRoom() {
        assertThat(TableText.of(WIDE, 40)).endsWith("not shown: agreement, request");
    }

    @Test
    void neverCutsANumber() {
        Table numbers = Table.create("wide numbers");
        IntStream.range(0, 9).forEach(i -> numbers.addColumns(IntColumn.create("n" + i, 1_234_567)));
        assertThat(TableText.of(numbers, 40)).contains("1,234,567").doesNotContain("…");
    }

    @Test
    void showsOneColumnWhateverItsWidth() {
        Table table = Table.create("", IntColumn.create("a_rather_long_name_for_a_count", 7));
        assertThat(TableText.of(table, 10)).contains("a_rather_long_name_for_a_count");
    }

    @Test
    void countsTwoPlacesForLettersOfEastAsiaAndPictures() {
        Table table = Table.create(
                "", StringColumn.create("x", "日本", "ab", "🎉", "e\u0301"), IntColumn.create("n", 1, 2, 3, 4));
        assertThat(TableText.of(table).lines().skip(2).limit(4))
                .containsExactly("日本  1", "ab    2", "🎉    3", "e\u0301     4");
    }

    @Test
    void cutsBetweenWholeLetters() {
        Table table = Table.create("", StringColumn.create("input", "🎉".repeat(40)), IntColumn.create("n", 1));
        assertThat(TableText.of(table, 20)).contains("🎉…").doesNotContain("\ud83c…");
    }
}

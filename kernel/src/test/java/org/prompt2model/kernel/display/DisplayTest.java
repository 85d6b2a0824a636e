package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.prompt2model.corpus.Splits;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DisplayTest {
    @Test
    void everyValueHasPlainText() {
        assertThat(plain("hello")).isEqualTo("hello");
        assertThat(plain(42)).isEqualTo("42");
        assertThat(plain(java.util.List.of(1, 2))).isEqualTo("[1, 2]");
    }

    @Test
    void aTableShowsItsNameColumnsAndTypes() {
        assertThat(html(table()))
                .contains("<caption>generateDataset (rehearsal)</caption>")
                .contains("score<small>double</small>");
    }

    @Test
    void textInTablesIsEscaped() {
        assertThat(html(table())).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void scoresHaveFourDigitsAndMissingOnesADash() {
        assertThat(html(table())).contains(">0.1235</td>").contains("<td class=\"n m\">–</td>");
    }

    @Test
    void aLongTableShowsItsHeadAndSaysHowMuchThereIs() {
        Table table = Table.create(
                "long", IntColumn.create("n", IntStream.range(0, 3000).toArray()));
        assertThat(html(table))
                .contains("showing 10 of 3,000 rows")
                .contains(">9</td>")
                .doesNotContain(">10</td>");
        assertThat(plain(table)).endsWith("showing 10 of 3,000 rows");
    }

    @Test
    void aShortTableIsShownWhole() {
        assertThat(html(table())).contains(">2 rows</div>");
    }

    @Test
    void longTextIsFolded() {
        Table table = Table.create("text", StringColumn.create("input", "word ".repeat(100)));
        assertThat(html(table)).contains("<details><summary>");
    }

    @Test
    void aTableAsTextShowsItsCells() {
        assertThat(plain(table())).contains("input").contains("<script>").contains("0.1235");
    }

    @Test
    void aTableAsTextKeepsToTheWidthOfTheTerminal() {
        Table wide = Table.create(
                "wide",
                StringColumn.create("input", "word ".repeat(20)),
                StringColumn.create("output", "other ".repeat(20)),
                IntColumn.create("votes", new int[] {3}),
                IntColumn.create("request", new int[] {1}));
        assertThat(TableText.of(wide, 120).lines()).allMatch(line -> line.length() <= 120);
        assertThat(TableText.of(wide, 120)).contains("request").endsWith("1 row");
        assertThat(TableText.of(wide, 45)).endsWith("1 row; more columns: votes, request");
        assertThat(TableText.of(wide, 45).lines()).allMatch(line -> line.length() <= 45);
        assertThat(TableText.of(wide, 1)).contains("input");
    }

    @Test
    void splitsShowThreeTables() {
        String html = html(new Splits(table(), table(), table()));
        assertThat(html)
                .contains(">train (rehearsal)<")
                .contains(">validation (rehearsal)<")
                .contains(">test (rehearsal)<");
    }

    @Test
    void aChartIsSvgAndPng() {
        XYChart chart = new XYChartBuilder().title("a < b").build();
        chart.addSeries("train", new double[] {1, 2}, new double[] {3, 1});
        DisplayData data = Display.render(chart);
        assertThat(String.valueOf(data.getData(MIMEType.IMAGE_SVG)))
                .startsWith("<svg role=\"img\" aria-label=\"chart: a &lt; b\"");
        assertThat(data.hasDataForType(MIMEType.IMAGE_PNG)).isTrue();
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("chart: a < b");
    }

    private static Table table() {
        return Table.create(
                "generateDataset (rehearsal)",
                StringColumn.create("input", "<script>", "b"),
                DoubleColumn.create("score", 0.12345, Double.NaN));
    }

    private static String html(Object value) {
        return String.valueOf(Display.render(value).getData(MIMEType.TEXT_HTML));
    }

    private static String plain(Object value) {
        return String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
    }
}

package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Splits;
import org.prompt2model.generation.Lineage;
import org.prompt2model.generation.Plan;
import org.prompt2model.model.ModelCard;
import org.prompt2model.serving.Demo;
import org.prompt2model.serving.Review;
import org.prompt2model.serving.ServeOptions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DisplayTest {
    @Test
    void everyValueHasPlainText() {
        assertThat(plain("hello")).isEqualTo("hello");
        assertThat(plain(42)).isEqualTo("42");
        assertThat(plain(List.of(1, 2))).isEqualTo("[1, 2]");
    }

    @Test
    void aTableShowsItsNameColumnsAndTypes() {
        assertThat(html(table()))
                .contains(">generateDataset (rehearsal)</caption>")
                .containsPattern("score<br><small[^>]*>double</small>");
    }

    @Test
    void textInTablesIsEscaped() {
        assertThat(html(table())).contains(">&lt;script&gt;</td>").doesNotContain("><script></td>");
    }

    @Test
    void scoresHaveFourDigitsAndMissingOnesADash() {
        assertThat(html(table())).contains(">0.1235</td>").contains(">–</td>");
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
        assertThat(html(table)).contains("<details><summary");
    }

    @Test
    void aTableAsTextShowsItsCells() {
        assertThat(plain(table())).contains("input").contains("<script>").contains("0.1235");
    }

    @Test
    void aTableOfSeveralRowsSortsByAClickAndOneOfFewDoesNotNeedTo() {
        assertThat(html(table())).containsOnlyOnce("<script").doesNotContain("src=", "onclick=");
        assertThat(html(table().first(1))).doesNotContain("<script ");
    }

    @Test
    void splitsShowThreeTables() {
        String html = html(new Splits(table(), table(), table()));
        assertThat(html)
                .contains(">train (rehearsal)<")
                .contains(">validation (rehearsal)<")
                .contains(">test (rehearsal)<");
    }

    /** JupyterLab takes style sheets, theme variables and unknown values out of notebooks that it does not trust. */
    @Test
    void stylesSurviveAFrontEndThatDoesNotTrustTheNotebook() {
        for (Object value : List.of(table(), new Splits(table(), table(), table()), card())) {
            // The one class says where a click sorts, and carries no style.
            String html = html(value).replace(" class=\"p2m-sortable\"", "");
            assertThat(html).doesNotContain("<style", "class=", "var(", "inherit", "calc(");
        }
    }

    @Test
    void aCardIsATableWithoutAHeadingOfItsOwn() {
        assertThat(html(card()))
                .contains("dates-student", "837,376", ">seed<", "Rehearsal")
                .doesNotContain("<h1", "# ");
        assertThat(plain(card())).contains("parameters  837,376").contains("Rehearsal");
    }

    @Test
    void theAddressOfADemoCanBeClicked() {
        try (Demo demo = Demo.serve(new EchoStudent(), ServeOptions.defaults())) {
            assertThat(html(demo)).contains("<a href=\"" + demo.uri() + "\" target=\"_blank\"");
            assertThat(plain(demo)).isEqualTo(demo.uri().toString());
        }
    }

    @Test
    void aPlanShowsItsAttributesWithTheirValues() {
        Plan plan = Plan.parse("topic: travel | <b>\nlength: one word");
        assertThat(html(plan)).contains(">topic</th>", "travel | &lt;b&gt;", ">length</th>");
        assertThat(plain(plan)).isEqualTo("topic: travel | <b>\nlength: one word");
    }

    @Test
    void aLineageShowsTheRowAndSaysWhereNoTeacherWasAsked() {
        Table rows = Table.create("rows", StringColumn.create("input", "<a>"), StringColumn.create("output", "b"));
        Lineage lineage = Lineage.of(rows, 0);
        assertThat(html(lineage)).contains("&lt;a&gt;", "No teacher was asked").doesNotContain("<a>");
        assertThat(plain(lineage)).contains("input: <a>", "no teacher was asked");
    }

    @Test
    void aReviewShowsItsPageUnderItsAddress() {
        Table rows = Table.create("rows", StringColumn.create("input", "a"), StringColumn.create("output", "b"));
        try (Review review = Review.of(rows, ServeOptions.defaults())) {
            assertThat(html(review))
                    .contains("<a href=\"" + review.uri() + "\"", "frame.src = \"" + review.uri() + "\"");
            assertThat(plain(review)).isEqualTo(review.uri().toString());
        }
    }

    @Test
    void anArrayShowsItsElements() {
        assertThat(plain(new int[] {1, 2, 3})).isEqualTo("[1, 2, 3]");
        assertThat(plain(new String[][] {{"a"}, {"b", null}})).isEqualTo("[[a], [b, null]]");
        assertThat(plain(new double[1_000])).endsWith("… 1,000 in all]");
    }

    @Test
    void oneLargeCountPutsTheThousandsOfItsWholeColumnApart() {
        Table counts = Table.create("counts", IntColumn.create("rows", 1_000, 21_035));
        Table years = Table.create("years", IntColumn.create("published", 1_999, 2_021));
        assertThat(html(counts)).contains(">1,000<", ">21,035<");
        assertThat(html(years)).contains(">1999<", ">2021<");
    }

    /** Keys of requests tell people nothing; what they stand for is behind {@code lineage(table, row)}. */
    @Test
    void requestsBehindARowAreShownAsTheirNumber() {
        String key = "0123456789abcdef";
        String other = "fedcba9876543210";
        String keys = String.join(" ", key, other, other);
        Table table = Table.create("rows", StringColumn.create("journal", key, keys, ""));
        assertThat(html(table))
                .contains(">1 request</td>", ">2 requests</td>", ">–</td>")
                .doesNotContain(key);
        assertThat(plain(table)).contains("1 request", "2 requests").doesNotContain(key);
        assertThat(table.stringColumn("journal").get(1)).isEqualTo(keys);
    }

    @Test
    void aColumnThatIsCalledJournalAndHoldsNoKeysIsShownAsItIs() {
        Table table = Table.create("articles", StringColumn.create("journal", "Nature", "The Lancet"));
        assertThat(html(table)).contains(">Nature</td>", ">The Lancet</td>");
        assertThat(plain(table)).contains("Nature", "The Lancet");
    }

    @Test
    void longNamesMayBreakBetweenTheirParts() {
        Table table = Table.create(
                "t", StringColumn.create("exact_match_low", "case:mixed|punct:kept|bootstrap:1000|seed:1"));
        assertThat(html(table)).contains("exact_<wbr>match_<wbr>low", "kept|<wbr>bootstrap");
    }

    private static ModelCard card() {
        return new ModelCard(
                "dates-student", "prompt2model/byt5-nano", "Rewrite a date.", 837_376, true, Map.of("seed", "42"));
    }

    @Test
    void whatIsRenderedAlreadyStaysAsItIs() {
        DisplayData markdown = Display.render("**bold**", "text/markdown");
        assertThat(Display.render(markdown).getData(MIMEType.TEXT_MARKDOWN)).isEqualTo("**bold**");
    }

    @Test
    void nothingIsShownAsNull() {
        assertThat(plain(null)).isEqualTo("null");
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

package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prompt2model.corpus.Splits;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is left of HTML in front ends other than JupyterLab: VS Code puts it into a page without Jupyter's style sheet,
 * web sites that show notebooks take scripts, styles and classes away.
 */
class FrontEndHtmlTest {
    private static final String LONG =
            "A long text with <b>markup</b> and a_name_of_parts. ".repeat(10).strip();

    private record Row(String input, double score) {}

    @Test
    void aTableWithoutScriptsStylesAndClassesIsStillATable() {
        Element table = bare(table()).expectFirst("table");
        assertThat(table.expectFirst("caption").text()).isEqualTo("scores");
        assertThat(table.select("thead th").eachText()).containsExactly("input string", "score double");
        assertThat(table.select("tbody tr")).hasSize(2);
        assertThat(table.select("tbody tr:eq(0) td").eachText()).containsExactly("<i>first</i>", "0.5000");
        assertThat(table.select("tbody tr:eq(1) td:eq(1)").text()).isEqualTo("–");
        assertThat(table.select("tbody tr:eq(1) td:eq(0)").text()).endsWith(LONG);
    }

    @Test
    void otherValuesAreTablesToo() {
        assertThat(bare(List.of(new Row("a", 1), new Row("b", 2.5)))
                        .select("tbody tr")
                        .eachText())
                .containsExactly("a 1.0", "b 2.5");
        assertThat(bare(Map.of("key", "value")).select("td").eachText()).containsExactly("key", "value");
        assertThat(bare(new Splits(table(), table(), table())).select("caption").eachText())
                .containsExactly("train", "validation", "test");
    }

    /** VS Code's page has the colours of its theme, and nothing of Jupyter's. */
    @TestFactory
    Stream<DynamicTest> noTextHasAColourThatOnlySomeThemesCanBear() {
        return Map.of("table", table(), "records", List.of(new Row("a", 1), new Row("b", 2)), "map", Map.of("k", 1))
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    for (Element element : Jsoup.parse(html(each.getValue())).select("[style]")) {
                        assertThat(element.attr("style"))
                                .doesNotContain("background", "var(", "jp-")
                                .doesNotContainPattern("(^|;)\\s*color\\s*:");
                    }
                }));
    }

    @Test
    void theHtmlIsWellFormedAndAsksForNothingFromOutside() {
        Document page = Jsoup.parse(html(table()));
        assertThat(page.select("[src], [href], link, iframe, img")).isEmpty();
        assertThat(page.select("table table")).isEmpty();
        assertThat(page.body().children()).hasSize(1);
    }

    /** As a careful front end leaves it. */
    private static Document bare(Object value) {
        return Jsoup.parse(Jsoup.clean(html(value), Safelist.relaxed()));
    }

    private static Table table() {
        return Table.create(
                "scores",
                StringColumn.create("input", "<i>first</i>", LONG),
                DoubleColumn.create("score", 0.5, Double.NaN));
    }

    private static String html(Object value) {
        return String.valueOf(Display.render(value).getData(MIMEType.TEXT_HTML));
    }
}

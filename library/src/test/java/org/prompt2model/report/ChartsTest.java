package org.prompt2model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.UppercaseStudent;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChartsTest {
    @TestFactory
    Stream<DynamicTest> drawsEveryStageTableUnderItsName() {
        return SampleTables.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Table table = entry.getValue();
                    String before = table.print();

                    Chart<?, ?> chart = Charts.chart(table);

                    assertThat(chart.getTitle()).startsWith(entry.getKey());
                    assertThat(colours(chart)).as("colours drawn").isGreaterThan(3);
                    assertThat(table.print()).isEqualTo(before);
                }));
    }

    @Test
    void drawsFiguresOfDiversityFromAlikeToVariedAndLeavesOutWhatNoCorpusHas() {
        CategoryChart chart = (CategoryChart) Charts.chart(SampleTables.diversity());

        assertThat(chart.getSeriesCollection())
                .extracting(series -> series.getName())
                .containsExactly("demonstration", "generated", "dataset:squad");
        List<Object> figures = new ArrayList<>(chart.getSeries("generated").getXData());
        assertThat(figures).isEqualTo(List.of("distinct_1", "distinct_2", "coverage", "1 - self_bleu / 100"));
        assertThat(chart.getSeries("generated").getYData()).containsExactly(0.4, 0.7, 1.0, 0.395);
    }

    @Test
    void comparesTablesOfRowsByShares() throws IOException {
        Table some = SampleTables.rows("split (rehearsal)", true);
        CategoryChart labels = (CategoryChart) Charts.chart(List.of(some, some));
        assertThat(labels.getTitle()).contains("rehearsal");
        assertThat(labels.getSeriesCollection())
                .extracting(series -> series.getName())
                .containsExactly("split (rehearsal)", "split (rehearsal) 2");
        assertThat(Arrays.stream(labels.getSeries("split (rehearsal) 2").getYData())
                        .sum())
                .isCloseTo(100, within(1e-9));

        Table open = SampleTables.rows("loadDataset", false);
        CategoryChart lengths = (CategoryChart) Charts.chart(List.of(some, open));
        assertThat(lengths.getXAxisTitle()).contains("length");
        assertThat(Arrays.stream(lengths.getSeries("loadDataset").getYData()).sum())
                .isCloseTo(100, within(1e-9));
        assertThat(colours(lengths)).isGreaterThan(3);
    }

    /** One that ends with the plot looks as if it were cut. */
    @Test
    void leavesRoomAboveTheHighestColumn() {
        Table labels = SampleTables.rows("split", true);
        Table lengths = SampleTables.rows("loadDataset", false);
        Table alike = labels.where(labels.stringColumn(Columns.OUTPUT).isEqualTo("returns"));
        for (Chart<?, ?> drawn : List.of(
                Charts.chart(SampleTables.diversity()),
                Charts.chart(List.of(labels, labels)),
                Charts.chart(List.of(lengths, lengths)),
                Charts.chart(List.of(labels, alike)))) {
            CategoryChart chart = (CategoryChart) drawn;
            double highest = chart.getSeriesCollection().stream()
                    .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                    .max()
                    .orElseThrow();
            assertThat(chart.getStyler().getYAxisMax()).isBetween(1.05 * highest, 1.15 * highest);
        }
    }

    @Test
    void drawsAStudentsLearningCurveWithLossAndScoreOnTheirOwnAxes() {
        XYChart chart = (XYChart) Charts.chart(new UppercaseStudent("dates", true));

        assertThat(chart.getTitle()).contains("dates").contains("rehearsal");
        assertThat(chart.getSeriesCollection())
                .extracting(series -> series.getName())
                .containsExactly("train loss", "validation loss", "validation exact_match");
        assertThat(chart.getSeries("train loss").getYAxisGroup()).isZero();
        assertThat(chart.getSeries("validation exact_match").getYAxisGroup()).isEqualTo(1);
    }

    @Test
    void drawsScoresOfOneHundredOnTheScaleOfTheOthers() {
        XYChart chart = (XYChart) Charts.chart(SampleTables.evaluation());

        assertThat(chart.getSeries("score").getXData()).containsExactly(0.942, 0.951, 0.96, 0.972);
        assertThat(chart.getStyler().getYAxisTickLabelsFormattingFunction().apply(0.0))
                .contains("chrf++ / 100");
    }

    @Test
    void drawsEachIntervalFromItsLowToItsHighEnd() {
        XYChart chart = (XYChart) Charts.chart(SampleTables.evaluation());

        assertThat(chart.getSeries("score interval 0").getXData()).containsExactly(0.91, 0.965);
    }

    @Test
    void writesTheNameOfEachMetricAtTheLeft() throws IOException {
        BufferedImage image = image(Charts.chart(SampleTables.evaluation()));
        Set<Integer> rowsWithText = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < 60; x++) {
                if ((image.getRGB(x, y) & 0xFF) < 0x60) {
                    rowsWithText.add(y / 20);
                }
            }
        }
        assertThat(rowsWithText).as("bands of 20 pixels with text").hasSizeGreaterThanOrEqualTo(4);
    }

    @TestFactory
    Stream<DynamicTest> keepsTitlesInsideThePicture() {
        return SampleTables.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Table table = entry.getValue().copy();
                    table.setName("a table that somebody gave a name of more than sixty characters (rehearsal)");

                    Chart<?, ?> chart = Charts.chart(table);

                    assertThat(chart.getTitle()).contains("(rehearsal)");
                    assertThat(darkPixelsAtTheRightEdge(image(chart))).isZero();
                }));
    }

    @Test
    void tellsHowManyRowsWereDroppedForWhichReason() {
        HorizontalBarChart chart = (HorizontalBarChart) Charts.chart(SampleTables.generated());

        assertThat(chart.getSeriesCollection().iterator().next().getYData())
                .anyMatch(label -> label.equals("dropped: duplicate"));
        assertThat(chart.getStyler().isLabelsVisible()).isTrue();
    }

    @Test
    void givesTrialsThatScoreAlikeAnAxisOfSomeLength() {
        Table trials = SampleTables.tune().first(2);
        trials.doubleColumn(Columns.VALUE).set(0, 0.0).set(1, 0.0);

        XYChart chart = (XYChart) Charts.chart(trials);

        assertThat(chart.getStyler().getYAxisMin()).isZero();
        assertThat(chart.getStyler().getYAxisMax()).isPositive();
    }

    @Test
    void tellsTrialsThatWereStoppedEarlyFromThoseThatEnded() {
        Table trials = SampleTables.tune().first(3);
        trials.addColumns(StringColumn.create(Columns.STATUS, "done", "stopped: at evaluation 2", "done"));

        XYChart chart = (XYChart) Charts.chart(trials);

        assertThat(chart.getSeries("trial").getXData()).containsExactly(1.0, 3.0);
        assertThat(chart.getSeries("stopped early").getXData()).containsExactly(2.0);
        assertThat(chart.getSeries("best so far").getXData()).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void putsTheBestOfARankingOnTop() {
        HorizontalBarChart chart =
                (HorizontalBarChart) Charts.chart(SampleTables.ranking("retrieveModels", Columns.MODEL));

        // XChart draws the first bar on top.
        assertThat(chart.getSeries(Columns.SCORE).getYData().iterator().next()).isEqualTo("prompt2model/byt5-nano");
    }

    @Test
    void listsTheTablesThatHaveCharts() {
        Table table = Table.create("other", StringColumn.create("text", "x"));

        assertThatThrownBy(() -> Charts.chart(table))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[text]")
                .hasMessageContaining("evaluate")
                .hasMessageContaining("retrieveModels");
    }

    @Test
    void saysThatATableHasNothingToDraw() {
        assertThatThrownBy(() -> Charts.chart(SampleTables.evaluation().emptyCopy()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no rows");
    }

    private static BufferedImage image(Chart<?, ?> chart) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(ChartImages.png(chart)));
    }

    private static int darkPixelsAtTheRightEdge(BufferedImage image) {
        int dark = 0;
        for (int x = image.getWidth() - 10; x < image.getWidth(); x++) {
            for (int y = 0; y < 60; y++) {
                dark += (image.getRGB(x, y) & 0xFF) < 0xA0 ? 1 : 0;
            }
        }
        return dark;
    }

    private static int colours(Chart<?, ?> chart) throws IOException {
        BufferedImage image = image(chart);
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }
}

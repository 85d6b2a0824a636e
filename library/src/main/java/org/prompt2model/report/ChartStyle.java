package org.prompt2model.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.prompt2model.corpus.Rehearsal;

/**
 * One look for every chart: white, few lines, and the colours of Okabe and Ito ("Color Universal Design", 2008), which
 * people with any kind of colour vision can tell apart; the yellow is left out, since it fades on white.
 */
final class ChartStyle {
    static final int WIDTH = 720;
    static final int HEIGHT = 360;

    static final Color BLUE = new Color(0x0072B2);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color GREEN = new Color(0x009E73);
    static final Color VERMILION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color SKY = new Color(0x56B4E9);
    static final Color GREY = new Color(0x767676);
    private static final Color[] PALETTE = {BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, GREY};
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
    };

    /** XChart leaves labels out where it finds them dense, unless a number of labels is asked for. */
    private static final int EVERY_LABEL = 1_000;

    /** For XChart a position above 1 is behind the bar's end. */
    private static final double BEHIND = 1.1;

    private static final Font TITLE = font(Font.BOLD, 14);
    /** The plot's width, in pixels, beside the longest labels of bars. */
    private static final int TITLE_ROOM = 430;

    private static final Color TEXT = new Color(0x333333);
    private static final Color GRID = new Color(0xE6E6E6);

    private ChartStyle() {}

    static CategoryChart columns(String title, String x, String y) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        apply(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.85).setPlotGridVerticalLinesVisible(false);
        fromTheAxis(chart.getStyler());
        chart.getStyler().setXAxisMaxLabelCount(EVERY_LABEL);
        return chart;
    }

    static HorizontalBarChart bars(String title, String x, int rows) {
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(heightFor(rows))
                .title(title)
                .xAxisTitle(x)
                .build();
        apply(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.7).setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setLabelsVisible(true).setLabelsPosition(BEHIND).setLabelsFont(font(Font.PLAIN, 11));
        fromTheAxis(chart.getStyler());
        chart.getStyler().setXAxisMaxLabelCount(EVERY_LABEL);
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    static XYChart lines(String title, String x, String y, int height) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        apply(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
        chart.getStyler().setYAxisDecimalPattern("#,##0.###").setMarkerSize(7);
        return chart;
    }

    /** A height at which each row of a horizontal chart keeps a readable distance. */
    static int heightFor(int rows) {
        return Math.max(220, Math.min(HEIGHT, 150 + 34 * rows));
    }

    static Color color(int series) {
        return PALETTE[series % PALETTE.length];
    }

    static Marker marker(int series) {
        return MARKERS[series % MARKERS.length];
    }

    /** A label cut in the middle: names of models and datasets differ at both ends. */
    static String shorten(String label, int length) {
        if (label.codePointCount(0, label.length()) <= length) {
            return label;
        }
        int head = label.offsetByCodePoints(0, (length - 1) * 2 / 3);
        int tail = label.offsetByCodePoints(label.length(), -(length - 1) / 3);
        return label.substring(0, head) + "…" + label.substring(tail);
    }

    /** Bars stand on the axis: a gap below them would read as a part of their length. At size 1 XChart leaves out the 0. */
    private static void fromTheAxis(AxesChartStyler styler) {
        styler.setPlotMargin(0).setPlotContentSize(0.99);
    }

    /**
     * What a chart shows of what. A long name is cut, its label never: XChart centres titles over the plot, and lets them
     * leave the picture.
     */
    static String title(String name, String what) {
        boolean rehearsal = name.contains(Rehearsal.LABEL);
        String bare = name.replace(" (" + Rehearsal.LABEL + ")", "");
        String title = name + what;
        for (int length = bare.length() - 1; length > 0 && width(title) > TITLE_ROOM; length--) {
            title = Rehearsal.label(shorten(bare, length), rehearsal) + what;
        }
        return title;
    }

    private static double width(String title) {
        FontRenderContext measure = new FontRenderContext(null, true, true);
        return TITLE.getStringBounds(title, measure).getWidth();
    }

    private static void apply(AxesChartStyler styler) {
        styler.setSeriesColors(PALETTE);
        styler.setBaseFont(font(Font.PLAIN, 12));
        styler.setChartTitleFont(TITLE);
        styler.setAxisTitleFont(font(Font.PLAIN, 12));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 11));
        styler.setLegendFont(font(Font.PLAIN, 12));
        styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(TEXT).setPlotBorderVisible(false);
        styler.setChartTitleBoxVisible(false).setChartPadding(12).setChartTitlePadding(8);
        styler.setLegendBorderColor(Color.WHITE).setLegendBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        styler.setAxisTickLabelsColor(TEXT).setAxisTickMarksColor(GRID);
        styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
        styler.setAnnotationTextFont(font(Font.PLAIN, 11)).setAnnotationTextFontColor(TEXT);
        styler.setAntiAlias(true);
    }

    private static Font font(int weight, int size) {
        return new Font(Font.SANS_SERIF, weight, size);
    }
}

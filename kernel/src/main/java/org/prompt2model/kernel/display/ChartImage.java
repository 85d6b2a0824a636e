package org.prompt2model.kernel.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** XChart's charts as images. */
final class ChartImage {
    private ChartImage() {}

    /** The chart as an SVG element, named by its title for those who cannot see it: its own text is drawn as outlines. */
    static String svg(Chart<?, ?> chart) {
        String document = new String(bytes(chart, "svg"), StandardCharsets.UTF_8);
        // Front ends put the element into their page, where a document's prologue has no place.
        String attributes = document.substring(document.indexOf("<svg") + "<svg".length());
        return "<svg role=\"img\" aria-label=\"" + Html.escape(name(chart)) + "\"" + attributes;
    }

    /** What stands for the chart where only text can. */
    static String name(Chart<?, ?> chart) {
        return "chart: " + chart.getTitle();
    }

    /** The chart as a PNG in Base64. */
    static String png(Chart<?, ?> chart) {
        return Base64.getEncoder().encodeToString(bytes(chart, "png"));
    }

    private static byte[] bytes(Chart<?, ?> chart, String format) {
        try {
            return ChartEncoder.getBytes(chart, format);
        } catch (IOException e) {
            throw new UncheckedIOException("the chart could not be drawn as " + format, e);
        }
    }
}

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

    /** The chart as an SVG element. */
    static String svg(Chart<?, ?> chart) {
        String document = new String(bytes(chart, "svg"), StandardCharsets.UTF_8);
        // Front ends put the element into their page, where a document's prologue has no place.
        return document.substring(Math.max(0, document.indexOf("<svg")));
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

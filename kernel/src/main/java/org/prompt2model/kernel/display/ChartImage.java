package org.prompt2model.kernel.display;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.report.ChartImages;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** XChart's charts as images. */
final class ChartImage {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String ID = "p2m-id-";
    private static final int DECIMALS = 2;

    private ChartImage() {}

    /** The chart as an SVG element, named by its title for those who cannot see it: its own text is drawn as outlines. */
    static String svg(Chart<?, ?> chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setPrecision(DECIMALS);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
                return super.generateID(ID + prefix);
            }
        });
        SVGGraphics2D graphics = new SVGGraphics2D(context, true);
        ChartImages.sharpen(graphics);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        Element root = graphics.getRoot();
        root.setAttributeNS(null, "width", Integer.toString(chart.getWidth()));
        root.setAttributeNS(null, "height", Integer.toString(chart.getHeight()));
        root.setAttributeNS(null, "viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
        root.setAttributeNS(null, "role", "img");
        root.setAttributeNS(null, "aria-label", name(chart));
        return withOwnIds(text(graphics, root));
    }

    /** What stands for the chart where only text can. */
    static String name(Chart<?, ?> chart) {
        return "chart: " + chart.getTitle();
    }

    /** The chart as a PNG in Base64; it has more pixels than {@link #size} asks to show it with. */
    static String png(Chart<?, ?> chart) {
        return Base64.getEncoder().encodeToString(ChartImages.png(chart));
    }

    /** The size to show the image with. */
    static Map<String, Integer> size(Chart<?, ?> chart) {
        return Map.of("width", chart.getWidth(), "height", chart.getHeight());
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK makes XML documents", e);
        }
    }

    private static String text(SVGGraphics2D graphics, Element root) {
        StringWriter writer = new StringWriter();
        try {
            graphics.stream(root, writer, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        // Front ends put the element into their page, where a document's prologue has no place.
        return writer.toString().substring(writer.getBuffer().indexOf("<svg"));
    }

    /** A page may hold many charts, and an id that two of them have means the first one's element: clipped wrongly. */
    private static String withOwnIds(String svg) {
        CRC32 hash = new CRC32();
        hash.update(svg.getBytes(StandardCharsets.UTF_8));
        return svg.replace(ID, "c" + Long.toHexString(hash.getValue()) + "-");
    }
}

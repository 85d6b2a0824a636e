package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartDisplayTest {
    @Test
    void aChartIsSvgAndPng() {
        XYChart chart = chart("a < b");
        DisplayData data = Display.render(chart);
        assertThat(svg(chart))
                .startsWith("<svg ")
                .contains("role=\"img\"", "aria-label=\"chart: a &lt; b\"", "viewBox=\"0 0 800 600\"");
        assertThat(data.hasDataForType(MIMEType.IMAGE_PNG)).isTrue();
        assertThat(String.valueOf(data.getData(MIMEType.TEXT_PLAIN))).startsWith("chart: a < b");
    }

    @Test
    void theSvgIsOneElementThatAnyXmlReaderReads() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg(chart("scores")))));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("text").getLength())
                .as("texts that would look different on each machine")
                .isZero();
        assertThat(document.getElementsByTagName("path").getLength()).isPositive();
    }

    @Test
    void noChartIsClippedByTheFrameOfAnotherOnTheSamePage() {
        Set<String> first = clips(svg(chart("a")));
        Set<String> second = clips(svg(chart("b")));
        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    }

    @Test
    void theSamePictureHasTheSameText() {
        assertThat(svg(chart("a"))).isEqualTo(svg(chart("a")));
    }

    @Test
    void thePngIsSharpAndShownInTheSizeOfTheChart() throws IOException {
        DisplayData data = Display.render(chart("a"));
        byte[] png = Base64.getDecoder().decode(String.valueOf(data.getData(MIMEType.IMAGE_PNG)));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1600);
        assertThat(new Gson().toJsonTree(data).getAsJsonObject().get("metadata"))
                .isEqualTo(new Gson().fromJson("{\"image/png\": {\"width\": 800, \"height\": 600}}", JsonObject.class));
    }

    private static XYChart chart(String title) {
        XYChart chart = new XYChartBuilder().title(title).build();
        chart.addSeries("train", new double[] {1, 2}, new double[] {3, 1});
        return chart;
    }

    private static String svg(XYChart chart) {
        return String.valueOf(Display.render(chart).getData(MIMEType.IMAGE_SVG));
    }

    private static Set<String> clips(String svg) {
        return Pattern.compile("url\\(#([^)]+)\\)")
                .matcher(svg)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}

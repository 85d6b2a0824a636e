package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.serving.Demo;
import org.prompt2model.serving.Review;
import tech.tablesaw.api.Table;

/** How the toolkit's own types are shown. A user's registration for the same type, made later, wins. */
public final class Renderers {
    private static final MIMEType PLAIN = MIMEType.TEXT_PLAIN;
    private static final MIMEType HTML = MIMEType.TEXT_HTML;

    private Renderers() {}

    /** A renderer that knows the toolkit's types, charts, and what the JDK has to hold values. */
    public static Renderer standard() {
        Renderer renderer = new Renderer();
        text(renderer, Table.class, HTML, TableHtml::of, table -> TableText.of(table, Display.columns()));
        text(renderer, Splits.class, HTML, ObjectHtml::splits, ObjectHtml::splitsText);
        text(renderer, Task.class, HTML, ObjectHtml::task, ObjectHtml::taskText);
        text(renderer, ModelCard.class, HTML, CardHtml::of, CardHtml::text);
        text(renderer, Student.class, HTML, s -> CardHtml.of(s.card()), s -> CardHtml.text(s.card()));
        text(renderer, Demo.class, HTML, ObjectHtml::demo, Demo::toString);
        text(renderer, Review.class, HTML, ObjectHtml::review, Review::toString);
        renderer.createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG, PLAIN)
                .register(Renderers::chart);
        renderer.createRegistration(Object.class)
                .preferring(HTML, MIMEType.IMAGE_PNG, PLAIN)
                .register(Values::render);
        return renderer;
    }

    /** Renders with {@code text/plain} in every case. What is rendered already stays as it is. */
    public static DisplayData render(Renderer renderer, Object value) {
        if (value == null) {
            return new DisplayData("null");
        }
        DisplayData data = value instanceof DisplayData rendered ? new DisplayData(rendered) : renderer.render(value);
        if (!data.hasDataForType(PLAIN)) {
            data.putText(String.valueOf(value));
        }
        return data;
    }

    private static <T> void text(
            Renderer renderer, Class<T> type, MIMEType rich, Function<T, String> asRich, Function<T, String> asPlain) {
        renderer.createRegistration(type).preferring(rich, PLAIN).register((value, context) -> {
            context.renderIfRequested(rich, () -> asRich.apply(value));
            context.renderIfRequested(PLAIN, () -> asPlain.apply(value));
        });
    }

    @SuppressWarnings("rawtypes")
    private static void chart(Chart chart, RenderContext context) {
        Chart<?, ?> typed = chart;
        context.renderIfRequested(MIMEType.IMAGE_SVG, () -> ChartImage.svg(typed));
        context.renderIfRequested(
                MIMEType.IMAGE_PNG, (type, data) -> data.putData(type, ChartImage.png(typed), ChartImage.size(typed)));
        context.renderIfRequested(PLAIN, () -> ChartImage.name(typed) + " (notebooks and reports draw it)");
    }
}

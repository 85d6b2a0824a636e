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
import tech.tablesaw.api.Table;

/** How the toolkit's own types are shown. A user's registration for the same type, made later, wins. */
public final class Renderers {
    private static final MIMEType PLAIN = MIMEType.TEXT_PLAIN;
    private static final MIMEType HTML = MIMEType.TEXT_HTML;

    private Renderers() {}

    /** A renderer that knows tables, charts, tasks, splits, students and cards. */
    public static Renderer standard() {
        Renderer renderer = new Renderer();
        text(renderer, Table.class, HTML, TableHtml::of, TableText::of);
        text(renderer, Splits.class, HTML, ObjectHtml::splits, ObjectHtml::splitsText);
        text(renderer, Task.class, HTML, ObjectHtml::task, ObjectHtml::taskText);
        text(renderer, ModelCard.class, MIMEType.TEXT_MARKDOWN, ModelCard::markdown, ModelCard::markdown);
        text(renderer, Student.class, MIMEType.TEXT_MARKDOWN, s -> s.card().markdown(), s -> s.card()
                .markdown());
        renderer.createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG, PLAIN)
                .register(Renderers::chart);
        return renderer;
    }

    /** Renders with {@code text/plain} in every case. */
    public static DisplayData render(Renderer renderer, Object value) {
        DisplayData data = renderer.render(value);
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
        context.renderIfRequested(MIMEType.IMAGE_PNG, () -> ChartImage.png(typed));
        context.renderIfRequested(PLAIN, () -> ChartImage.name(typed));
    }
}

package org.prompt2model.kernel.display;

import ai.djl.ndarray.NDArray;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How values are shown for whose type nothing else is registered: those of the JDK, and the user's own. */
final class Values {
    private static final int LONG_TEXT = 4_000;
    private static final int SUMMARY = 200;
    private static final int MOST_TEXT = 200_000;

    private Values() {}

    static void render(Object value, RenderContext context) {
        if (value instanceof Record record) {
            show(context, () -> GridHtml.of(ValueGrid.record(record)), () -> ValueText.of(record));
        } else if (value instanceof Collection<?> collection) {
            show(context, () -> GridHtml.of(ValueGrid.collection(collection)), () -> ValueText.of(value));
        } else if (value instanceof Map<?, ?> map) {
            show(context, () -> GridHtml.of(ValueGrid.map(map)), () -> ValueText.of(value));
        } else if (value.getClass().isArray()) {
            show(context, () -> GridHtml.of(ValueGrid.array(value)), () -> ValueText.of(value));
        } else if (value instanceof CharSequence text) {
            text(context, text.toString());
        } else if (value instanceof Throwable thrown) {
            show(context, () -> ThrownHtml.html(thrown), () -> ThrownHtml.text(thrown));
        } else if (value instanceof RenderedImage image) {
            context.renderIfRequested(MIMEType.IMAGE_PNG, () -> Picture.png(image));
            context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> Picture.text(image));
        } else {
            renderOther(value, context);
        }
    }

    private static void renderOther(Object value, RenderContext context) {
        if (isOptional(value)) {
            optional(ValueText.content(value), value, context);
        } else if (ReadOnce.words(value).isPresent()) {
            show(context, () -> note(ValueText.of(value)), () -> ValueText.of(value));
        } else if (value instanceof Column<?> column) {
            Table table = Table.create("", List.of(column));
            show(context, () -> TableHtml.of(table), () -> TableText.of(table));
        } else if (value instanceof NDArray array) {
            show(context, () -> ArrayDisplay.html(array), () -> ArrayDisplay.text(array));
        }
    }

    private static boolean isOptional(Object value) {
        return value instanceof Optional
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    /** What is in an optional is shown as it would be by itself, under a line that says where it is. */
    private static void optional(Optional<Object> content, Object value, RenderContext context) {
        String html = content.map(inner -> {
                    Object rich = context.getRenderer().render(inner).getData(MIMEType.TEXT_HTML);
                    return note("optional, present")
                            + (rich == null ? "<pre>" + Html.escape(ValueText.of(inner)) + "</pre>" : rich);
                })
                .orElse(note("optional, empty"));
        show(context, () -> html, () -> String.valueOf(value));
    }

    private static String note(String text) {
        return "<div style=\"padding:4px 10px\"><i>" + Html.escape(text) + "</i></div>";
    }

    private static void show(RenderContext context, Supplier<Object> html, Supplier<Object> plain) {
        context.renderIfRequested(MIMEType.TEXT_HTML, html);
        context.renderIfRequested(MIMEType.TEXT_PLAIN, plain);
    }

    private static void text(RenderContext context, String text) {
        if (text.length() > LONG_TEXT) {
            context.renderIfRequested(
                    MIMEType.TEXT_HTML,
                    () -> GridHtml.folded(text, SUMMARY, MOST_TEXT)
                            + note(String.format(Locale.ROOT, "%,d characters", text.length())));
        }
    }
}

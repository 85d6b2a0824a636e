package org.prompt2model.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.util.Objects;
import java.util.UUID;

/**
 * What cells call to show things before their end: {@code display(table)}. Statically imported in every notebook and
 * shell.
 */
public final class Display {
    private static final Renderer RENDERER = Renderers.standard();
    private static volatile Screen screen = new TextScreen();

    private Display() {}

    /** Sends displays of this JVM to another screen, and returns the one that was there. */
    public static Screen to(Screen next) {
        Screen previous = screen;
        screen = Objects.requireNonNull(next, "next");
        return previous;
    }

    /** How many characters a line of plain text may have on the screen. */
    static int columns() {
        return screen.columns();
    }

    /** The renderer of this JVM; register a class of your own with it to choose how it is shown. */
    public static Renderer renderer() {
        return RENDERER;
    }

    /** What a notebook shows of a value. */
    public static DisplayData render(Object value) {
        return Renderers.render(RENDERER, value);
    }

    /**
     * Shows a value below the cell.
     *
     * @return its display id, for {@link #updateDisplay}
     */
    public static String display(Object value) {
        return send(render(value));
    }

    /**
     * Shows a value as one MIME type: {@code display("<b>bold</b>", "text/html")}. Text is taken as being of that type
     * already.
     *
     * @return its display id, for {@link #updateDisplay}
     */
    public static String display(Object value, String mime) {
        return send(as(value, mime));
    }

    /** Shows a value in place of what was shown with that display id. */
    public static void updateDisplay(String id, Object value) {
        DisplayData data = copy(render(value));
        data.setDisplayId(id);
        screen.update(data);
    }

    /** Clears the output of the cell that runs. */
    public static void clearOutput() {
        screen.clear(false);
    }

    /** Clears the output of the cell that runs, at once or, so that nothing flickers, when the next output comes. */
    public static void clearOutput(boolean wait) {
        screen.clear(wait);
    }

    private static DisplayData as(Object value, String mime) {
        if (!(value instanceof CharSequence)) {
            return RENDERER.renderAs(value, mime);
        }
        DisplayData data = new DisplayData();
        data.putData(mime, value.toString());
        data.putText(value.toString());
        return data;
    }

    private static String send(DisplayData rendered) {
        DisplayData data = copy(rendered);
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        screen.show(data);
        return data.getDisplayId();
    }

    /** A value may be its own display data, which must not get the id of this one showing of it. */
    private static DisplayData copy(DisplayData data) {
        return new DisplayData(data);
    }
}

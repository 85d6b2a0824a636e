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
     * What a notebook shows of a value as the given MIME types: {@code render("<b>bold</b>", "text/html")}. Text is
     * taken as being of those types already; a type that another value cannot be shown as is left out.
     */
    public static DisplayData render(Object value, String... mimes) {
        return mimes.length == 0 ? render(value) : as(value, mimes);
    }

    /**
     * Shows a value as the given MIME types, of which the front end chooses: {@code display("<b>bold</b>",
     * "text/html")}.
     *
     * @return its display id, for {@link #updateDisplay}
     */
    public static String display(Object value, String... mimes) {
        return send(render(value, mimes));
    }

    /** Shows a value in place of what was shown with that display id. */
    public static void updateDisplay(String id, Object value) {
        update(id, render(value));
    }

    /** Shows a value as the given MIME types in place of what was shown with that display id. */
    public static void updateDisplay(String id, Object value, String... mimes) {
        update(id, render(value, mimes));
    }

    /** Clears the output of the cell that runs. */
    public static void clearOutput() {
        screen.clear(false);
    }

    /** Clears the output of the cell that runs, at once or, so that nothing flickers, when the next output comes. */
    public static void clearOutput(boolean wait) {
        screen.clear(wait);
    }

    private static DisplayData as(Object value, String... mimes) {
        if (value != null && !(value instanceof CharSequence)) {
            return RENDERER.renderAs(value, mimes);
        }
        DisplayData data = new DisplayData(String.valueOf(value));
        for (String mime : mimes) {
            data.putData(mime, String.valueOf(value));
        }
        return data;
    }

    private static void update(String id, DisplayData rendered) {
        DisplayData data = copy(rendered);
        data.setDisplayId(id);
        screen.update(data);
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

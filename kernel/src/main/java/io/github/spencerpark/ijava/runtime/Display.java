package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Showing values, for notebooks that name IJava's class. */
public final class Display {
    private Display() {}

    /** What a notebook shows of a value. */
    public static DisplayData render(Object value) {
        return org.prompt2model.kernel.display.Display.render(value);
    }

    /** What a notebook shows of a value as the given MIME types. */
    public static DisplayData render(Object value, String... types) {
        return org.prompt2model.kernel.display.Display.render(value, types);
    }

    /** Shows a value, and returns its display id. */
    public static String display(Object value) {
        return org.prompt2model.kernel.display.Display.display(value);
    }

    /** Shows a value as the given MIME types, and returns its display id. */
    public static String display(Object value, String... types) {
        return org.prompt2model.kernel.display.Display.display(value, types);
    }

    /** Shows a value in place of another. */
    public static void updateDisplay(String id, Object value) {
        org.prompt2model.kernel.display.Display.updateDisplay(id, value);
    }

    /** Shows a value as the given MIME types in place of another. */
    public static void updateDisplay(String id, Object value, String... types) {
        org.prompt2model.kernel.display.Display.updateDisplay(id, value, types);
    }
}

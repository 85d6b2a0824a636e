package org.prompt2model.kernel.jshell;

/** Terminal colours, which notebooks understand in error outputs. */
final class Ink {
    private static final String RESET = "\u001b[0m";

    private Ink() {}

    static String red(String text) {
        return "\u001b[1;31m" + text + RESET;
    }

    static String bold(String text) {
        return "\u001b[1m" + text + RESET;
    }

    static String cyan(String text) {
        return "\u001b[36m" + text + RESET;
    }
}

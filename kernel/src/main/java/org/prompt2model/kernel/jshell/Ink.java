package org.prompt2model.kernel.jshell;

/** What stands out in error outputs. Bold alone: front ends draw errors on red, on which colours can hardly be read. */
final class Ink {
    private Ink() {}

    static String bold(String text) {
        return "\u001b[1m" + text + "\u001b[0m";
    }
}

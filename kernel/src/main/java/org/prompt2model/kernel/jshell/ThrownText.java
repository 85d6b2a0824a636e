package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShellException;
import org.prompt2model.corpus.Prompt2ModelException;

/** The lines that a notebook shows of an exception: name, message, the user's own places, causes. */
final class ThrownText {
    private static final int LIBRARY_FRAMES = 3;
    private static final int MAX_CAUSES = 10;

    private final Places places;

    ThrownText(Places places) {
        this.places = places;
    }

    /**
     * @param thrown what the cell threw
     * @param translated the same exception as JShell tells it, with the places of snippets in its frames; null where
     *     the kernel's own code threw
     */
    CellError error(Throwable thrown, JShellException translated) {
        if (thrown instanceof Prompt2ModelException told) {
            return new CellError(
                    told.getClass().getSimpleName(),
                    told.getMessage(),
                    told(told, translated == null ? told : translated));
        }
        List<String> lines = new ArrayList<>();
        Throwable real = thrown;
        Throwable mapped = translated;
        for (int depth = 0; real != null && depth < MAX_CAUSES; depth++) {
            lines.add((depth == 0 ? "" : "Caused by: ") + head(real));
            lines.addAll(frames(mapped == null ? real.getStackTrace() : mapped.getStackTrace()));
            real = real.getCause();
            mapped = mapped == null ? null : mapped.getCause();
        }
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new CellError(thrown.getClass().getName(), message, lines);
    }

    private List<String> told(Prompt2ModelException told, Throwable translated) {
        List<String> lines = new ArrayList<>();
        lines.add(Ink.red(told.what() + "."));
        lines.add("  " + Ink.bold("Why:") + " " + told.why());
        lines.add("  " + Ink.bold("What to do:") + " " + told.remedy());
        lines.addAll(frames(translated.getStackTrace()).stream()
                .filter(line -> line.contains("\u001b"))
                .toList());
        return lines;
    }

    private static String head(Throwable thrown) {
        String message = thrown.getMessage();
        return Ink.red(thrown.getClass().getName()) + (message == null ? "" : ": " + message);
    }

    private List<String> frames(StackTraceElement[] frames) {
        List<String> lines = new ArrayList<>();
        int library = 0;
        for (StackTraceElement frame : frames) {
            Places.Place place = places.of(frame).orElse(null);
            if (place != null) {
                String source = place.text(frame.getLineNumber()).strip();
                lines.add("    at " + Ink.cyan(place.line(frame.getLineNumber())) + ":  " + source);
            } else if (lines.size() == library && library < LIBRARY_FRAMES && !hidden(frame)) {
                lines.add("    in " + frame.getClassName() + "." + frame.getMethodName() + where(frame));
                library++;
            }
        }
        return lines;
    }

    private static String where(StackTraceElement frame) {
        return frame.getLineNumber() > 0 ? " (line " + frame.getLineNumber() + ")" : "";
    }

    private static boolean hidden(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("org.prompt2model.kernel.")
                || name.startsWith("jdk.jshell.")
                || name.startsWith("jdk.internal.")
                || name.startsWith("java.lang.reflect.")
                || name.startsWith("REPL.");
    }
}

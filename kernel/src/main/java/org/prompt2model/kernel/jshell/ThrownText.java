package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShellException;
import org.prompt2model.corpus.Prompt2ModelException;

/** The lines that a notebook shows of an exception: name, message, the user's own places, causes, what was suppressed. */
final class ThrownText {
    private static final int LIBRARY_FRAMES = 3;
    private static final int MOST_FRAMES = 12;
    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$\\d+[A-Z]*(?:_\\d+)?[.$]?");
    private static final Pattern CAST = Pattern.compile("class (REPL\\S+) cannot be cast to class (REPL\\S+)");

    private final Places places;

    ThrownText(Places places) {
        this.places = places;
    }

    /**
     * @param thrown what the cell threw
     * @param translated the same exceptions as JShell tells them, in the order of {@link CellTrace#family}; null where
     *     the kernel's own code threw
     */
    CellError error(Throwable thrown, JShellException translated) {
        IdentityHashMap<Throwable, StackTraceElement[]> traces = traces(thrown, translated);
        if (thrown instanceof Prompt2ModelException told) {
            return new CellError(told.getClass().getSimpleName(), told.getMessage(), told(told, traces.get(told)));
        }
        List<String> lines = new ArrayList<>();
        add(lines, thrown, "", "", traces, new HashSet<>());
        return new CellError(asWritten(thrown.getClass().getName()), message(thrown), lines);
    }

    /** Text with the names that the user wrote, in place of those of JShell's wrappers. */
    static String asWritten(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }

    private static IdentityHashMap<Throwable, StackTraceElement[]> traces(
            Throwable thrown, JShellException translated) {
        IdentityHashMap<Throwable, StackTraceElement[]> traces = new IdentityHashMap<>();
        Throwable mapped = translated;
        for (Throwable each : CellTrace.family(thrown)) {
            traces.put(each, mapped == null ? each.getStackTrace() : mapped.getStackTrace());
            mapped = mapped == null ? null : mapped.getCause();
        }
        return traces;
    }

    private void add(
            List<String> lines,
            Throwable thrown,
            String role,
            String indent,
            IdentityHashMap<Throwable, StackTraceElement[]> traces,
            Set<Throwable> told) {
        if (thrown == null || !traces.containsKey(thrown) || !told.add(thrown)) {
            return;
        }
        String message = message(thrown);
        String name = asWritten(thrown.getClass().getName());
        lines.add(indent + role + Ink.bold(name) + (message.isEmpty() ? "" : ": " + message));
        hint(thrown).ifPresent(hint -> lines.add(indent + "    " + hint));
        frames(traces.get(thrown)).forEach(frame -> lines.add(indent + frame));
        for (Throwable suppressed : thrown.getSuppressed()) {
            add(lines, suppressed, "Suppressed: ", indent + "    ", traces, told);
        }
        add(lines, thrown.getCause(), "Caused by: ", indent, traces, told);
    }

    private List<String> told(Prompt2ModelException told, StackTraceElement[] trace) {
        List<String> lines = new ArrayList<>();
        lines.add(Ink.bold(told.what() + "."));
        lines.add("  " + Ink.bold("Why:") + " " + told.why());
        lines.add("  " + Ink.bold("What to do:") + " " + told.remedy());
        lines.addAll(
                frames(trace).stream().filter(line -> line.contains("\u001b")).toList());
        return lines;
    }

    /** A user's exception may fail to tell its message. */
    private static String message(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : asWritten(message);
        } catch (RuntimeException e) {
            return "(its message cannot be told: " + e.getClass().getName() + ")";
        }
    }

    private static Optional<String> hint(Throwable thrown) {
        if (!(thrown instanceof ClassCastException)) {
            return Optional.empty();
        }
        Matcher cast = CAST.matcher(String.valueOf(thrown.getMessage()));
        boolean same = cast.find() && asWritten(cast.group(1)).equals(asWritten(cast.group(2)));
        return same
                ? Optional.of(asWritten(cast.group(1))
                        + " was declared anew after this object was made: run the cell that makes it again")
                : Optional.empty();
    }

    private List<String> frames(StackTraceElement[] frames) {
        List<String> lines = new ArrayList<>();
        int library = 0;
        for (StackTraceElement frame : frames) {
            Places.Place place = places.of(frame).orElse(null);
            if (place != null) {
                String source = place.text(frame.getLineNumber()).strip();
                lines.add("    at " + Ink.bold(place.line(frame.getLineNumber())) + ":  " + source);
            } else if (lines.size() == library && library < LIBRARY_FRAMES && !hidden(frame)) {
                lines.add("    in " + frame.getClassName() + "." + frame.getMethodName() + where(frame));
                library++;
            }
        }
        if (lines.size() > MOST_FRAMES) {
            List<String> middle = lines.subList(MOST_FRAMES / 2, lines.size() - MOST_FRAMES / 2);
            int left = middle.size();
            middle.clear();
            lines.add(MOST_FRAMES / 2, "    ... and " + left + " more");
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
                || name.startsWith("java.lang.invoke.")
                || name.startsWith("java.lang.reflect.")
                || CellCode.isOfCells(name);
    }
}

package org.prompt2model.kernel.display;

import java.util.ArrayList;
import java.util.List;

/** Exceptions that are values: name and message, those of the causes, and where they were thrown. */
final class ThrownHtml {
    private static final int CAUSES = 10;
    private static final int FRAMES = 8;

    private ThrownHtml() {}

    static String html(Throwable thrown) {
        StringBuilder html = new StringBuilder("<div style=\"padding:4px 10px\">");
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < CAUSES; depth++) {
            html.append("<div>")
                    .append(depth == 0 ? "" : "caused by ")
                    .append("<b style=\"color:#d32f2f\">")
                    .append(Html.escape(each.getClass().getName()))
                    .append("</b>")
                    .append(each.getMessage() == null ? "" : ": " + Html.escape(each.getMessage()))
                    .append("</div>");
            each = each.getCause();
        }
        html.append("<details><summary style=\"display:list-item;cursor:pointer\">where it was thrown</summary><pre>");
        frames(thrown).forEach(frame -> html.append(Html.escape(frame)).append('\n'));
        return html.append("</pre></details></div>").toString();
    }

    static String text(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < CAUSES; depth++) {
            lines.add((depth == 0 ? "" : "caused by ") + each);
            each = each.getCause();
        }
        frames(thrown).forEach(frame -> lines.add("    at " + frame));
        return String.join("\n", lines);
    }

    private static List<String> frames(Throwable thrown) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            boolean machinery = name.startsWith("jdk.internal.")
                    || name.startsWith("java.lang.reflect.")
                    || name.startsWith("org.prompt2model.kernel.");
            if (!machinery && frames.size() < FRAMES) {
                frames.add(frame.toString().replaceFirst("^.*REPL/+", ""));
            }
        }
        return frames;
    }
}

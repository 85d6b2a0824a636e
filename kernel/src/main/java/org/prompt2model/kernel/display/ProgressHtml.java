package org.prompt2model.kernel.display;

import java.util.Locale;
import org.prompt2model.run.Progress;

/** Progress as a line of HTML with a thin bar, and as a line of text. */
final class ProgressHtml {
    private static final String LINE =
            "<div style=\"font-size:13px;padding:2px 0;color:var(--jp-ui-font-color1,inherit)\">";

    private ProgressHtml() {}

    static String bar(Progress progress) {
        StringBuilder html = new StringBuilder(LINE);
        html.append("<b>").append(Html.escape(progress.stage())).append("</b>&ensp;");
        if (progress.total() > 0) {
            html.append(track(progress)).append("&ensp;");
        }
        return html.append(Html.escape(figures(progress))).append("</div>").toString();
    }

    static String text(Progress progress) {
        return progress.stage() + ": " + figures(progress);
    }

    static String notice(String stage, String message) {
        return LINE + "<span style=\"opacity:.75\">" + Html.escape(stage) + ": " + Html.escape(message)
                + "</span></div>";
    }

    private static String track(Progress progress) {
        String width = String.format(Locale.ROOT, "%.1f", 100 * progress.share());
        return "<span style=\"display:inline-block;vertical-align:middle;width:180px;height:6px;border-radius:3px;"
                + "overflow:hidden;background:var(--jp-border-color2,#8884)\"><span style=\"display:block;height:6px;"
                + "width:" + width + "%;background:var(--jp-brand-color1,#1976d2)\"></span></span>";
    }

    private static String figures(Progress progress) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d", progress.done()));
        if (progress.total() > 0) {
            text.append(String.format(Locale.ROOT, " of %,d", progress.total()));
        }
        text.append(' ').append(progress.unit());
        progress.figures()
                .forEach((name, value) ->
                        text.append(" · ").append(name).append(' ').append(value));
        if (progress.finished()) {
            text.append(" · took ").append(Progress.words(progress.elapsed()));
        } else {
            progress.left()
                    .ifPresent(left ->
                            text.append(" · ").append(Progress.words(left)).append(" left"));
        }
        return text.toString();
    }
}

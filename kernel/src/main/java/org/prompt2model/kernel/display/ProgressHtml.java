package org.prompt2model.kernel.display;

import java.util.Locale;
import org.prompt2model.run.Progress;

/** Progress as a line of HTML with a thin bar. As for {@link TableHtml tables}, plain inline styles alone. */
final class ProgressHtml {
    private static final String LINE = "<div style=\"font-size:13px;padding:2px 10px\">";

    private ProgressHtml() {}

    static String bar(Progress progress) {
        StringBuilder html = new StringBuilder(LINE);
        html.append("<b>").append(Html.escape(progress.stage())).append("</b>&ensp;");
        if (progress.total() > 0) {
            html.append(track(progress)).append("&ensp;");
        }
        return html.append(Html.escape(progress.summary())).append("</div>").toString();
    }

    static String notice(String stage, String message) {
        return LINE + "<span style=\"white-space:pre-wrap;opacity:0.75\">" + Html.escape(stage) + ": "
                + Html.escape(message) + "</span></div>";
    }

    private static String track(Progress progress) {
        String width = String.format(Locale.ROOT, "%.1f", 100 * progress.share());
        return "<span style=\"display:inline-block;vertical-align:middle;width:180px;height:6px;border-radius:3px;"
                + "overflow:hidden;background:rgba(128,128,128,0.3)\"><span style=\"display:block;height:6px;"
                + "width:" + width + "%;background:#1976d2\"></span></span>";
    }
}

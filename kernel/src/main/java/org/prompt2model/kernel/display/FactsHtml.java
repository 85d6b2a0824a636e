package org.prompt2model.kernel.display;

import java.util.Map;

/** Facts of one thing under each other: their names at the left, their values at the right. */
final class FactsHtml {
    private static final String ROW = "border-bottom:1px solid rgba(128,128,128,0.2)";
    private static final String CELL = "text-align:left;vertical-align:top;padding:3px 10px";

    private FactsHtml() {}

    /** A table whose names and values are texts, not HTML. */
    static String of(Map<String, String> facts) {
        StringBuilder html =
                new StringBuilder("<table style=\"border-collapse:collapse;margin:4px 0;font-size:13px\"><tbody>");
        facts.forEach((fact, value) -> html.append("<tr style=\"" + ROW + "\"><th style=\"")
                .append(CELL)
                .append(";font-weight:normal;opacity:0.7;white-space:nowrap\">")
                .append(Html.escape(fact))
                .append("</th><td style=\"")
                .append(CELL)
                .append(";white-space:pre-wrap;overflow-wrap:break-word\">")
                .append(Html.escape(value))
                .append("</td></tr>"));
        return html.append("</tbody></table>").toString();
    }
}

package org.prompt2model.kernel.display;

import java.util.List;

/**
 * A grid as HTML. Styles are inline and plain, as front ends that do not trust a notebook take style sheets away; the
 * lines are of a grey that suits light and dark pages.
 */
final class GridHtml {
    private static final int WIDE_TEXT = 30;
    private static final int LONG_TEXT = 160;
    private static final int SUMMARY = 120;
    private static final int MOST_TEXT = 20_000;

    private static final String CELL = "vertical-align:top;padding:3px 10px;text-align:";
    private static final String WIDE =
            "left;white-space:pre-wrap;overflow-wrap:break-word;min-width:16em;max-width:36em";

    private GridHtml() {}

    static String of(Grid grid) {
        StringBuilder html = new StringBuilder("<div class=\"p2m-sortable\" style=\"overflow-x:auto;max-width:100%\">"
                + "<table style=\"border-collapse:collapse;margin:0 0 4px 0;font-size:13px\">");
        if (!grid.name().isBlank()) {
            html.append("<caption style=\"caption-side:top;text-align:left;font-weight:bold;padding:4px 10px\">")
                    .append(Html.escape(grid.name()))
                    .append("</caption>");
        }
        html.append("<thead><tr style=\"border-bottom:1px solid rgba(128,128,128,0.6)\">");
        grid.columns().forEach(column -> head(html, column));
        html.append("</tr></thead><tbody>");
        for (List<String> row : grid.rows()) {
            html.append("<tr style=\"border-bottom:1px solid rgba(128,128,128,0.2)\">");
            for (int i = 0; i < row.size(); i++) {
                cell(html, row.get(i), grid.columns().get(i).number());
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>");
        if (!grid.foot().isEmpty()) {
            html.append("<div style=\"font-size:12px;opacity:0.7;padding:2px 10px 6px\">")
                    .append(Html.escape(grid.foot()))
                    .append("</div>");
        }
        return html.append(Sorting.script(grid.rows().size())).append("</div>").toString();
    }

    private static void head(StringBuilder html, Grid.Column column) {
        html.append("<th style=\"vertical-align:bottom;padding:4px 10px;text-align:")
                .append(column.number() ? "right" : "left")
                .append("\">")
                .append(Html.escape(column.name()));
        if (!column.type().isEmpty()) {
            html.append("<small style=\"display:block;font-weight:normal;opacity:0.6\">")
                    .append(Html.escape(column.type()))
                    .append("</small>");
        }
        html.append("</th>");
    }

    private static void cell(StringBuilder html, String text, boolean number) {
        String style = number
                ? "right;font-variant-numeric:tabular-nums;white-space:nowrap"
                : text.length() > WIDE_TEXT ? WIDE : "left;white-space:pre";
        html.append("<td style=\"").append(CELL).append(style).append(text.isEmpty() ? ";opacity:0.35\">" : "\">");
        if (text.isEmpty()) {
            html.append("–");
        } else if (text.length() > LONG_TEXT) {
            html.append(folded(text, SUMMARY, MOST_TEXT));
        } else {
            html.append(Html.escape(text));
        }
        html.append("</td>");
    }

    /** A text that unfolds by a click: the beginning, and below it the whole, or the most of it. */
    static String folded(String text, int beginning, int most) {
        String rest = text.length() > most ? head(text, most) + " …" : text;
        return "<details><summary style=\"cursor:pointer\">"
                + Html.escape(head(text, beginning).replace('\n', ' ')) + "…</summary>"
                + "<div style=\"white-space:pre-wrap\">" + Html.escape(rest) + "</div></details>";
    }

    private static String head(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}

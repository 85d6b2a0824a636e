package org.prompt2model.kernel.display;

import java.util.List;

/**
 * A grid as HTML: name, column names with their types below, rows, and how many there are. A click on a column sorts the
 * rows shown; where scripts are off, it is a plain table.
 *
 * <p>A front end that does not trust a notebook (one that somebody else ran, or that was run by a program) takes style
 * sheets and theme variables away and leaves plain inline styles. So all styles are such, and the colours are a grey that
 * lets light and dark pages through.
 */
final class GridHtml {
    private static final int WIDE_TEXT = 30;
    private static final int LONG_TEXT = 80;
    private static final int FOLDED_TEXT = 160;
    private static final int SUMMARY = 120;
    private static final int MOST_TEXT = 20_000;

    private static final String CELL = "vertical-align:top;padding:3px 10px;text-align:";
    private static final String TEXT = "left;white-space:pre";
    private static final String NUMBER = "right;font-variant-numeric:tabular-nums;white-space:nowrap";
    private static final String WIDE = "left;white-space:pre-wrap;overflow-wrap:break-word;max-width:36em;min-width:";

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
                .append(Html.breakable(column.name()));
        if (!column.type().isEmpty()) {
            html.append("<br><small style=\"font-weight:normal;opacity:0.6\">")
                    .append(Html.escape(column.type()))
                    .append("</small>");
        }
        html.append("</th>");
    }

    private static void cell(StringBuilder html, String text, boolean number) {
        html.append("<td style=\"").append(CELL).append(number ? NUMBER : style(text));
        html.append(text.isEmpty() ? ";opacity:0.35\">" : "\">");
        if (text.isEmpty()) {
            html.append("–");
        } else if (text.length() > FOLDED_TEXT) {
            html.append(folded(text, SUMMARY, MOST_TEXT));
        } else {
            html.append(text.length() > WIDE_TEXT ? Html.breakable(text) : Html.escape(text));
        }
        html.append("</td>");
    }

    private static String style(String text) {
        return text.length() <= WIDE_TEXT ? TEXT : WIDE + (text.length() <= LONG_TEXT ? "16em" : "20em");
    }

    /** A text that unfolds by a click: the beginning, and below it the whole, or the most of it. */
    static String folded(String text, int beginning, int most) {
        String rest = text.length() > most ? head(text, most) + " …" : text;
        return "<details><summary style=\"display:list-item;cursor:pointer\">"
                + Html.breakable(head(text, beginning).replace('\n', ' ')) + "…</summary>"
                + "<div style=\"white-space:pre-wrap\">" + Html.breakable(rest) + "</div></details>";
    }

    private static String head(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}

package org.prompt2model.kernel.display;

import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as HTML without scripts: name, column names with their types below, the first rows, and how many there are.
 * Colours come from JupyterLab's theme, with fallbacks that follow the browser.
 */
final class TableHtml {
    /** A table with no more rows than this is shown whole. */
    static final int WHOLE = 20;
    /** Rows shown of a longer table. */
    static final int HEAD = 10;

    private static final int WIDE_TEXT = 30;
    private static final int LONG_TEXT = 120;
    private static final int MOST_TEXT = 20_000;

    private static final String STYLE = """
        <style>
        .p2m-table{overflow-x:auto;max-width:100%;color:var(--jp-ui-font-color1,inherit)}
        .p2m-table table{border-collapse:collapse;border:none;font-size:13px;margin:0 0 4px 0;color:inherit}
        .p2m-table caption{caption-side:top;text-align:left;font-weight:600;padding:4px 8px;color:inherit}
        .p2m-table th{text-align:left!important;vertical-align:bottom;font-weight:600;padding:4px 10px;border:none;\
        border-bottom:1px solid var(--jp-border-color1,#8888);background:none;color:inherit}
        .p2m-table th small{display:block;font-weight:400;opacity:.6}
        .p2m-table td{text-align:left!important;vertical-align:top;padding:3px 10px;border:none;\
        border-bottom:1px solid var(--jp-border-color3,#8883);background:none;color:inherit;\
        max-width:36em;white-space:pre}
        .p2m-table .t{min-width:16em;white-space:pre-wrap;overflow-wrap:break-word}
        .p2m-table .n{text-align:right!important;font-variant-numeric:tabular-nums;white-space:nowrap}
        .p2m-table .m{opacity:.35}
        .p2m-table summary{cursor:pointer}
        .p2m-table .foot{font-size:12px;opacity:.7;padding:2px 10px 6px}
        </style>
        """;

    private TableHtml() {}

    static String of(Table table) {
        return of(table, table.name(), shown(table));
    }

    static String of(Table table, String name, int rows) {
        StringBuilder html =
                new StringBuilder("<div class=\"p2m-table\">").append(STYLE).append("<table>");
        if (name != null && !name.isBlank()) {
            html.append("<caption>").append(Html.escape(name)).append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            head(html, column);
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < rows; row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) {
                cell(html, column, row);
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table><div class=\"foot\">")
                .append(foot(table, rows))
                .append("</div></div>");
        return html.toString();
    }

    static int shown(Table table) {
        return table.rowCount() <= WHOLE ? table.rowCount() : HEAD;
    }

    /** How many rows there are, and how many of them are shown. */
    static String foot(Table table, int shown) {
        String all = String.format(Locale.ROOT, "%,d", table.rowCount()) + (table.rowCount() == 1 ? " row" : " rows");
        return shown == table.rowCount() ? all : "showing " + shown + " of " + all;
    }

    private static void head(StringBuilder html, Column<?> column) {
        html.append(CellText.isNumber(column) ? "<th class=\"n\">" : "<th>")
                .append(Html.escape(column.name()))
                .append("<small>")
                .append(Html.escape(column.type().name().toLowerCase(Locale.ROOT)))
                .append("</small></th>");
    }

    private static void cell(StringBuilder html, Column<?> column, int row) {
        String text = CellText.of(column, row);
        if (CellText.isNumber(column)) {
            html.append(text.isEmpty() ? "<td class=\"n m\">" : "<td class=\"n\">");
        } else {
            html.append(text.isEmpty() ? "<td class=\"m\">" : text.length() > WIDE_TEXT ? "<td class=\"t\">" : "<td>");
        }
        if (text.isEmpty()) {
            html.append("–");
        } else if (text.length() > LONG_TEXT) {
            folded(html, text);
        } else {
            html.append(Html.escape(text));
        }
        html.append("</td>");
    }

    private static void folded(StringBuilder html, String text) {
        String rest = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + " …" : text;
        html.append("<details><summary>")
                .append(Html.escape(cut(text)))
                .append("…</summary>")
                .append(Html.escape(rest))
                .append("</details>");
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONG_TEXT - 1)) ? LONG_TEXT - 1 : LONG_TEXT;
        return text.substring(0, end).replace('\n', ' ');
    }
}

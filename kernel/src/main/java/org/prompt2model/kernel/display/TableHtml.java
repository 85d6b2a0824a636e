package org.prompt2model.kernel.display;

import java.util.List;
import java.util.Locale;
import org.prompt2model.report.CellText;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as HTML: name, column names with their types below, the first rows, and how many there are. A click on a
 * column sorts the rows shown; where scripts are off, it is a plain table.
 *
 * <p>A front end that does not trust a notebook (one that somebody else ran, or that was run by a program) takes style
 * sheets and theme variables away and leaves plain inline styles. So all styles are such, and the colours are a grey that
 * lets light and dark pages through.
 */
final class TableHtml {
    /** A table with no more rows than this is shown whole. */
    static final int WHOLE = 20;
    /** Rows shown of a longer table. */
    static final int HEAD = 10;

    private static final int WIDE_TEXT = 30;
    private static final int LONG_TEXT = 80;
    private static final int FOLDED_TEXT = 160;
    private static final int SUMMARY = 120;
    private static final int MOST_TEXT = 20_000;

    private static final String CELL = "vertical-align:top;padding:3px 10px;text-align:";
    private static final String TEXT = CELL + "left;white-space:pre";
    private static final String NUMBER = CELL + "right;white-space:nowrap";
    private static final String WIDE =
            CELL + "left;white-space:pre-wrap;overflow-wrap:break-word;max-width:36em;min-width:";

    private TableHtml() {}

    static String of(Table table) {
        return of(table, table.name(), shown(table));
    }

    static String of(Table table, String name, int rows) {
        StringBuilder html = new StringBuilder("<div class=\"p2m-sortable\" style=\"overflow-x:auto;max-width:100%\">"
                + "<table style=\"border-collapse:collapse;margin:0 0 4px 0;font-size:13px\">");
        if (name != null && !name.isBlank()) {
            html.append("<caption style=\"caption-side:top;text-align:left;font-weight:bold;padding:4px 10px\">")
                    .append(Html.escape(name))
                    .append("</caption>");
        }
        List<Column<?>> columns = table.columns();
        List<CellText> texts =
                columns.stream().map(column -> new CellText(column, rows)).toList();
        html.append("<thead><tr style=\"border-bottom:1px solid rgba(128,128,128,0.6)\">");
        for (int column = 0; column < columns.size(); column++) {
            head(html, columns.get(column), texts.get(column).isNumber());
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < rows; row++) {
            html.append("<tr style=\"border-bottom:1px solid rgba(128,128,128,0.2)\">");
            for (CellText text : texts) {
                cell(html, text.at(row), text.isNumber());
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table><div style=\"font-size:12px;opacity:0.7;padding:2px 10px 6px\">")
                .append(foot(table, rows))
                .append("</div>")
                .append(Sorting.script(rows))
                .append("</div>")
                .toString();
    }

    static int shown(Table table) {
        return table.rowCount() <= WHOLE ? table.rowCount() : HEAD;
    }

    /** How many rows there are, and how many of them are shown. */
    static String foot(Table table, int shown) {
        String all = String.format(Locale.ROOT, "%,d", table.rowCount()) + (table.rowCount() == 1 ? " row" : " rows");
        return shown == table.rowCount() ? all : "showing " + shown + " of " + all;
    }

    private static void head(StringBuilder html, Column<?> column, boolean number) {
        html.append("<th style=\"vertical-align:bottom;padding:4px 10px;text-align:")
                .append(number ? "right" : "left")
                .append("\">")
                .append(Html.breakable(column.name()))
                .append("<small style=\"display:block;font-weight:normal;opacity:0.6\">")
                .append(Html.escape(column.type().name().toLowerCase(Locale.ROOT)))
                .append("</small></th>");
    }

    private static void cell(StringBuilder html, String text, boolean number) {
        html.append("<td style=\"").append(number ? NUMBER : style(text)).append(text.isEmpty() ? ";opacity:0.35" : "");
        html.append("\">");
        if (text.isEmpty()) {
            html.append("–");
        } else if (text.length() > FOLDED_TEXT) {
            folded(html, text);
        } else {
            html.append(text.length() > WIDE_TEXT ? Html.breakable(text) : Html.escape(text));
        }
        html.append("</td>");
    }

    private static String style(String text) {
        return text.length() <= WIDE_TEXT ? TEXT : WIDE + (text.length() <= LONG_TEXT ? "16em" : "20em");
    }

    private static void folded(StringBuilder html, String text) {
        String rest = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + " …" : text;
        html.append("<details><summary>")
                .append(Html.breakable(cut(text)))
                .append("…</summary>")
                .append(Html.breakable(rest))
                .append("</details>");
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(SUMMARY - 1)) ? SUMMARY - 1 : SUMMARY;
        return text.substring(0, end).replace('\n', ' ');
    }
}

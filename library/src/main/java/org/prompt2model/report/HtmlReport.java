package org.prompt2model.report;

import java.util.List;
import java.util.Map;
import org.prompt2model.run.Progress;
import org.prompt2model.run.Versions;
import tech.tablesaw.api.Table;

/** Writes a report as one HTML page that needs nothing beside it. */
final class HtmlReport {
    private static final int LONG_TEXT = 32;
    private static final int LONGEST = 300;

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    static String of(String title, List<Section> sections, String style) {
        HtmlReport report = new HtmlReport();
        report.head(title, style);
        if (sections.stream().anyMatch(Section::rehearsal)) {
            report.banner();
        }
        report.summary(Summary.of(sections));
        report.contents(sections);
        sections.forEach(report::section);
        report.foot();
        return report.page.toString();
    }

    private void head(String title, String style) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(style)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    private void banner() {
        page.append(
                        "<p class=\"banner\" role=\"note\"><strong>Rehearsal.</strong> No language model stands behind the ")
                .append("stages marked so: rules wrote the data and the answers. The figures show that the way works, ")
                .append("not how well a language model teaches.</p>\n");
    }

    private void summary(Map<String, String> figures) {
        page.append("<dl class=\"figures\">\n");
        figures.forEach((name, value) -> page.append("<div><dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd></div>\n"));
        page.append("</dl>\n");
    }

    private void contents(List<Section> sections) {
        page.append("<nav aria-label=\"Stages\"><ol>\n");
        for (Section section : sections) {
            page.append("<li><a href=\"#")
                    .append(section.id())
                    .append("\">")
                    .append(escaped(section.record().stage()))
                    .append("</a></li>\n");
        }
        page.append("</ol></nav>\n");
    }

    private void section(Section section) {
        page.append("<section id=\"").append(section.id()).append("\">\n<h2>").append(escaped(section.heading()));
        if (section.rehearsal()) {
            page.append(" <span class=\"label\">rehearsal</span>");
        }
        page.append("</h2>\n<p class=\"meta\">").append(escaped(meta(section))).append("</p>\n");
        section.blocks().forEach(this::block);
        page.append("</section>\n");
    }

    static String meta(Section section) {
        String took = "took " + Progress.words(section.record().took());
        String cost = Costs.of(section.record()).stream()
                .mapToObj(usd -> ", cost " + Costs.words(usd))
                .findFirst()
                .orElse("");
        return took + cost + (section.record().reused() ? ", taken from the run folder" : "");
    }

    private void block(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            page.append("<p class=\"text\">").append(escaped(paragraph.text())).append("</p>\n");
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Grid grid) {
            grid(grid.shown(), grid.rows());
        } else if (block instanceof Block.Picture picture) {
            page.append("<img width=\"")
                    .append(picture.width())
                    .append("\" alt=\"")
                    .append(escaped(picture.alt()))
                    .append("\" src=\"data:image/png;base64,")
                    .append(picture.base64())
                    .append("\">\n");
        }
    }

    private void facts(Block.Facts facts) {
        page.append(facts.open() ? "<details open><summary>" : "<details><summary>")
                .append(escaped(facts.title()))
                .append("</summary>\n<table class=\"facts\"><tbody>\n");
        facts.values().forEach((name, value) -> page.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        page.append("</tbody></table>\n</details>\n");
    }

    private void grid(Table table, int rows) {
        page.append("<div class=\"wide\"><table><caption>")
                .append(escaped(table.name()))
                .append(": ")
                .append(escaped(caption(table, rows)))
                .append("</caption>\n<thead><tr>");
        List<CellText> columns = table.columns().stream()
                .map(column -> new CellText(column, table.rowCount()))
                .toList();
        for (int column = 0; column < columns.size(); column++) {
            page.append("<th scope=\"col\"")
                    .append(columns.get(column).isNumber() ? " class=\"number\">" : ">")
                    .append(breakable(table.column(column).name()))
                    .append("</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < table.rowCount(); row++) {
            page.append("<tr>");
            for (CellText column : columns) {
                String text = shown(column.at(row));
                String kind = column.isNumber() ? "number" : text.length() > LONG_TEXT ? "long" : "short";
                page.append("<td class=\"" + kind + "\">")
                        .append(kind.equals("long") ? breakable(text) : escaped(text))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    /** A dash where nothing is, and the beginning of long text. */
    static String shown(String text) {
        if (text.isEmpty()) {
            return "–";
        }
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "…";
    }

    static String caption(Table table, int rows) {
        return rows > table.rowCount()
                ? String.format("showing %,d of %,d rows", table.rowCount(), rows)
                : String.format("%,d %s", rows, rows == 1 ? "row" : "rows");
    }

    private void foot() {
        page.append("<footer>\n");
        facts(new Block.Facts("Versions", Versions.all(), false));
        page.append("</footer>\n</main>\n</body>\n</html>\n");
    }

    /** Names and signatures may be broken where their parts meet. */
    private static String breakable(String text) {
        return escaped(text).replaceAll("[_|/,]", "$0<wbr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

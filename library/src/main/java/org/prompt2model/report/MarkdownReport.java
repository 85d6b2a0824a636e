package org.prompt2model.report;

import java.util.List;
import java.util.Map;
import org.prompt2model.run.Versions;
import tech.tablesaw.api.Table;

/** Writes a report as Markdown; its pictures lie in a folder beside it. */
final class MarkdownReport {
    private final StringBuilder page = new StringBuilder();
    private final String pictures;

    private MarkdownReport(String pictures) {
        this.pictures = pictures;
    }

    /** The text; the picture of section n is expected at {@code <pictures>/stage-<n>.png}. */
    static String of(String title, List<Section> sections, String pictures) {
        MarkdownReport report = new MarkdownReport(pictures);
        report.page.append("# ").append(escaped(title)).append("\n\n");
        if (sections.stream().anyMatch(Section::rehearsal)) {
            report.page
                    .append("> **Rehearsal.** No language model stands behind the stages marked so: rules wrote the")
                    .append(" data and the answers.\n\n");
        }
        report.facts(Summary.of(sections));
        sections.forEach(report::section);
        report.page.append("## Versions\n\n");
        report.facts(Versions.all());
        return report.page.toString();
    }

    private void section(Section section) {
        page.append("## ")
                .append(escaped(section.heading()))
                .append(section.rehearsal() ? " (rehearsal)\n\n" : "\n\n")
                .append(escaped(HtmlReport.meta(section)))
                .append("\n\n");
        for (Block block : section.blocks()) {
            if (block instanceof Block.Paragraph paragraph) {
                page.append(escaped(paragraph.text())).append("\n\n");
            } else if (block instanceof Block.Facts facts) {
                facts(facts.values());
            } else if (block instanceof Block.Grid grid) {
                grid(grid.shown(), grid.rows());
            } else if (block instanceof Block.Picture picture) {
                page.append("![")
                        .append(escaped(picture.alt()))
                        .append("](")
                        .append(pictures)
                        .append('/')
                        .append(section.id())
                        .append(".png)\n\n");
            }
        }
    }

    private void facts(Map<String, String> facts) {
        page.append("| | |\n|---|---|\n");
        facts.forEach((name, value) -> page.append("| ")
                .append(escaped(name))
                .append(" | ")
                .append(escaped(value))
                .append(" |\n"));
        page.append('\n');
    }

    private void grid(Table table, int rows) {
        page.append(escaped(table.name() + ": " + HtmlReport.caption(table, rows)))
                .append("\n\n|");
        for (String name : table.columnNames()) {
            page.append(' ').append(escaped(name)).append(" |");
        }
        page.append("\n|").append("---|".repeat(table.columnCount())).append('\n');
        List<CellText> columns = table.columns().stream()
                .map(column -> new CellText(column, table.rowCount()))
                .toList();
        for (int row = 0; row < table.rowCount(); row++) {
            page.append('|');
            for (CellText column : columns) {
                page.append(' ')
                        .append(escaped(HtmlReport.shown(column.at(row))))
                        .append(" |");
            }
            page.append('\n');
        }
        page.append('\n');
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1")
                .replace("<", "&lt;")
                .replaceAll("\\R+", " ");
    }
}

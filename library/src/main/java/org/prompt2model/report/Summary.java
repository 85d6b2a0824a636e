package org.prompt2model.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.run.Progress;
import org.prompt2model.run.StageRecord;
import tech.tablesaw.api.Table;

/** The figures at the head of a report. */
final class Summary {
    private Summary() {}

    static Map<String, String> of(List<Section> sections) {
        Map<String, String> figures = new LinkedHashMap<>();
        Duration took = Duration.ZERO;
        int reused = 0;
        for (Section section : sections) {
            took = took.plus(section.record().took());
            reused += section.record().reused() ? 1 : 0;
            scores(section.record(), figures);
        }
        figures.put("stages", sections.size() + (reused == 0 ? "" : " (" + reused + " from the run folder)"));
        figures.put("time", Progress.words(took));
        figures.put("cost", cost(sections));
        return figures;
    }

    /** The first metrics of the latest evaluation, since a later one puts its values in the place of an earlier one's. */
    private static void scores(StageRecord record, Map<String, String> figures) {
        if (!record.stage().equals("evaluate") || !(record.result() instanceof Table table)) {
            return;
        }
        for (int row = 0; row < Math.min(2, table.rowCount()); row++) {
            figures.put(
                    DataRows.text(table, Columns.METRIC).get(row),
                    Cells.number(Numbers.at(table.column(Columns.SCORE), row)) + " ["
                            + Cells.number(Numbers.at(table.column(Columns.LOW), row)) + ", "
                            + Cells.number(Numbers.at(table.column(Columns.HIGH), row)) + "]");
        }
    }

    private static String cost(List<Section> sections) {
        double sum = 0;
        for (Section section : sections) {
            OptionalDouble cost = Costs.of(section.record());
            sum += cost.orElse(0);
        }
        return Double.isNaN(sum) ? "unknown: a price was not known" : String.format("%.4f US dollars", sum);
    }
}

package org.prompt2model.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** The first metric of each evaluation: of generated and of hand-written rows, say, which their numbers tell apart. */
    private static void scores(StageRecord record, Map<String, String> figures) {
        if (!record.stage().equals("evaluate") || !(record.result() instanceof Table table) || table.isEmpty()) {
            return;
        }
        String metric = DataRows.text(table, Columns.METRIC).get(0);
        String rows = table.containsColumn(Columns.N)
                ? String.format(Locale.ROOT, ", %,.0f rows", Numbers.at(table.column(Columns.N), 0))
                : "";
        figures.put(
                metric + rows,
                String.format(
                        Locale.ROOT,
                        "%.3f [%.3f, %.3f]",
                        Numbers.at(table.column(Columns.SCORE), 0),
                        Numbers.at(table.column(Columns.LOW), 0),
                        Numbers.at(table.column(Columns.HIGH), 0)));
    }

    private static String cost(List<Section> sections) {
        double sum = 0;
        for (Section section : sections) {
            sum += Costs.of(section.record()).orElse(0);
        }
        return Costs.words(sum);
    }
}

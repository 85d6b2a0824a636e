package org.prompt2model.report;

import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.model.Student;
import tech.tablesaw.api.Table;

/** The chart that belongs to a stage's table, told by its columns. Titles carry the table's name, label included. */
public final class Charts {
    private record Kind(String what, List<String> columns, Function<Table, Chart<?, ?>> draw) {
        boolean fits(Table table) {
            return columns.stream().allMatch(table::containsColumn);
        }
    }

    /** The more particular first: a table of predictions, say, is one of data rows too. */
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "evaluate",
                    List.of(Columns.METRIC, Columns.SCORE, Columns.LOW, Columns.HIGH),
                    ScoreCharts::evaluation),
            new Kind("compare", List.of(Columns.MODEL, Columns.P_VALUE), ScoreCharts::comparison),
            new Kind("tune", List.of(Columns.TRIAL, Columns.VALUE), TrainingCharts::trials),
            new Kind(
                    "Student.history",
                    List.of(Columns.STEP, Columns.SPLIT, Columns.METRIC, Columns.VALUE),
                    TrainingCharts::learningCurve),
            new Kind("predict", List.of(Columns.PREDICTION), PredictionCharts::confidence),
            new Kind("generateDataset", List.of(Columns.VERDICT, Columns.REASON), DataCharts::verdicts),
            new Kind(
                    "retrieveDatasets",
                    List.of(Columns.DATASET, Columns.SCORE),
                    table -> DataCharts.ranking(table, Columns.DATASET)),
            new Kind(
                    "retrieveModels",
                    List.of(Columns.MODEL, Columns.SCORE),
                    table -> DataCharts.ranking(table, Columns.MODEL)),
            new Kind("diversity", List.of(Columns.CORPUS, "distinct_1"), CorpusCharts::diversity),
            new Kind("data rows", List.of(Columns.INPUT, Columns.OUTPUT), DataCharts::rows));

    private Charts() {}

    /**
     * Draws a stage's table.
     *
     * @throws Prompt2ModelException if the table has no rows, or no chart belongs to its columns
     */
    public static Chart<?, ?> chart(Table stageTable) {
        Kind kind =
                KINDS.stream().filter(each -> each.fits(stageTable)).findFirst().orElseThrow(() -> unknown(stageTable));
        if (stageTable.isEmpty()) {
            throw new Prompt2ModelException(
                    "There is nothing to draw in table '" + stageTable.name() + "'",
                    "it has no rows",
                    "draw it again once its stage has given rows");
        }
        return kind.draw().apply(stageTable);
    }

    /**
     * Draws tables of data rows beside each other: shares of their rows by label where outputs are few, else by length.
     *
     * @throws Prompt2ModelException if there is no table, or one has no {@code input}, no {@code output} or no rows
     */
    public static Chart<?, ?> chart(List<Table> tables) {
        return CorpusCharts.rows(tables);
    }

    /** Draws a student's learning curve. */
    public static Chart<?, ?> chart(Student student) {
        Table history = student.history();
        history.setName(Rehearsal.label(
                "Learning curve of " + student.name(), student.card().rehearsal()));
        return chart(history);
    }

    /** Whether a chart belongs to the table. */
    static boolean has(Table table) {
        return !table.isEmpty() && KINDS.stream().anyMatch(kind -> kind.fits(table));
    }

    private static Prompt2ModelException unknown(Table table) {
        StringBuilder known = new StringBuilder();
        for (Kind kind : KINDS) {
            known.append(known.isEmpty() ? "" : "; ")
                    .append(kind.what())
                    .append(" (")
                    .append(String.join(", ", kind.columns()))
                    .append(')');
        }
        return new Prompt2ModelException(
                "No chart belongs to table '" + table.name() + "'",
                "its columns are " + table.columnNames() + ", and these tables have charts: " + known,
                "give the table as its stage returned it, or rename the columns");
    }
}

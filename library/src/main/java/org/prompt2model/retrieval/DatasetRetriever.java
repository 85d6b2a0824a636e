package org.prompt2model.retrieval;

import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The stage {@code retrieveDatasets}: ranks the catalogue's datasets by BM25 of their descriptions. (The paper,
 * arXiv 2308.12261 section 2.2, searches a dense index over the hub's descriptions, which needs the network.)
 */
public final class DatasetRetriever {
    private static final String STAGE = "retrieveDatasets";

    private DatasetRetriever() {}

    /**
     * Ranks datasets for a task.
     *
     * @return {@code rank} from 1, {@code dataset}, {@code score} (BM25, above 0), {@code rows} (missing where unknown),
     *     {@code licence}, {@code languages}, {@code downloads} (a month, rounded), {@code offline}, {@code description};
     *     only datasets that share a word with the task
     */
    public static Table retrieve(Task task, DatasetRetrievalOptions options) {
        Map<String, Object> facts = TaskQuery.facts(task, "datasets.jsonl");
        facts.put("top", options.top());
        return Run.current().table(STAGE, facts, () -> rank(task, options.top()));
    }

    private static Table rank(Task task, int top) {
        List<DatasetFacts> datasets = Catalogue.datasets();
        Table table = empty();
        try (TextIndex index =
                new TextIndex(datasets.stream().map(DatasetFacts::description).toList())) {
            index.scores(TaskQuery.of(task)).entrySet().stream()
                    .limit(top)
                    .forEach(hit -> append(table, datasets.get(hit.getKey()), hit.getValue()));
        }
        if (table.isEmpty()) {
            ProgressMeter.notice(STAGE, "no dataset of the catalogue shares a word with the task");
        }
        return table;
    }

    private static Table empty() {
        return Table.create(
                STAGE,
                IntColumn.create(Columns.RANK),
                StringColumn.create(Columns.DATASET),
                DoubleColumn.create(Columns.SCORE),
                LongColumn.create(Columns.ROWS),
                StringColumn.create(Columns.LICENCE),
                StringColumn.create(Columns.LANGUAGES),
                LongColumn.create(Columns.DOWNLOADS),
                BooleanColumn.create(Columns.OFFLINE),
                StringColumn.create(Columns.DESCRIPTION));
    }

    private static void append(Table table, DatasetFacts dataset, double score) {
        table.intColumn(Columns.RANK).append(table.rowCount() + 1);
        table.stringColumn(Columns.DATASET).append(dataset.id());
        table.doubleColumn(Columns.SCORE).append(score);
        LongColumn rows = table.longColumn(Columns.ROWS);
        dataset.rows().ifPresentOrElse(rows::append, rows::appendMissing);
        table.stringColumn(Columns.LICENCE).append(dataset.licence());
        table.stringColumn(Columns.LANGUAGES).append(dataset.languages());
        table.longColumn(Columns.DOWNLOADS).append(dataset.downloads());
        table.booleanColumn(Columns.OFFLINE).append(dataset.shipped().isPresent());
        table.stringColumn(Columns.DESCRIPTION).append(dataset.description());
    }
}

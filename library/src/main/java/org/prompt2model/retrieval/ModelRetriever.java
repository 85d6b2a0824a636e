package org.prompt2model.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The stage {@code retrieveModels}: scores the catalogue's models by BM25 of their descriptions times log10(downloads +
 * 2), without those over 3 GB (Prompt2Model, arXiv 2308.12261, section 2.3).
 *
 * <p>The shipped models come first, whatever their score (nobody downloads what ships): the classifier before the
 * seq2seq where the task's outputs are a closed set ({@link ClosedOutputs}), else after it. The others follow by score.
 */
public final class ModelRetriever {
    private static final String STAGE = "retrieveModels";
    private static final String CLASSIFIER_FAMILY = "minilm";

    private ModelRetriever() {}

    /**
     * Ranks models for a task.
     *
     * @return {@code rank} from 1, {@code model}, {@code score}, {@code family}, {@code parameters}, {@code size_bytes},
     *     {@code licence}, {@code downloads} (a month, rounded), {@code offline} (shipped or in the hub's cache),
     *     {@code fits} (training it fits this machine's memory), {@code description}
     */
    public static Table retrieve(Task task, ModelRetrievalOptions options) {
        Map<String, Object> facts = TaskQuery.facts(task, "models.jsonl");
        facts.put("top", options.top());
        facts.put("max_bytes", options.maxBytes());
        facts.put("memory_bytes", Memory.total());
        List<ModelFacts> models = Catalogue.models();
        List<String> cached =
                models.stream().map(ModelFacts::id).filter(HubCache::holds).toList();
        facts.put("cached", cached.toString());
        return Run.current().table(STAGE, facts, () -> rank(task, options, models, cached));
    }

    private static Table rank(Task task, ModelRetrievalOptions options, List<ModelFacts> models, List<String> cached) {
        List<Scored> scored = new ArrayList<>();
        try (TextIndex index =
                new TextIndex(models.stream().map(ModelFacts::description).toList())) {
            Map<Integer, Double> bm25 = index.scores(TaskQuery.of(task));
            for (int number = 0; number < models.size(); number++) {
                ModelFacts model = models.get(number);
                if (model.sizeBytes() <= options.maxBytes()) {
                    double score = bm25.getOrDefault(number, 0.0) * Math.log10(model.downloads() + 2.0);
                    scored.add(new Scored(model, score));
                }
            }
        }
        boolean closed = ClosedOutputs.in(task);
        scored.sort(Comparator.comparing((Scored each) -> !each.model.shipped())
                .thenComparing(each -> each.model.shipped() && isClassifier(each.model) != closed)
                .thenComparing(Comparator.comparingDouble(Scored::score).reversed()));
        Table table = empty();
        for (Scored each : scored) {
            if (each.model.shipped() || (each.score > 0 && table.rowCount() < options.top())) {
                append(table, each, each.model.shipped() || cached.contains(each.model.id()));
            }
        }
        return table;
    }

    private static boolean isClassifier(ModelFacts model) {
        return model.family().equals(CLASSIFIER_FAMILY);
    }

    private static Table empty() {
        return Table.create(
                STAGE,
                IntColumn.create(Columns.RANK),
                StringColumn.create(Columns.MODEL),
                DoubleColumn.create(Columns.SCORE),
                StringColumn.create(Columns.FAMILY),
                LongColumn.create(Columns.PARAMETERS),
                LongColumn.create(Columns.SIZE_BYTES),
                StringColumn.create(Columns.LICENCE),
                LongColumn.create(Columns.DOWNLOADS),
                BooleanColumn.create(Columns.OFFLINE),
                BooleanColumn.create(Columns.FITS),
                StringColumn.create(Columns.DESCRIPTION));
    }

    private static void append(Table table, Scored scored, boolean offline) {
        ModelFacts model = scored.model;
        table.intColumn(Columns.RANK).append(table.rowCount() + 1);
        table.stringColumn(Columns.MODEL).append(model.id());
        table.doubleColumn(Columns.SCORE).append(scored.score);
        table.stringColumn(Columns.FAMILY).append(model.family());
        table.longColumn(Columns.PARAMETERS).append(model.parameters());
        table.longColumn(Columns.SIZE_BYTES).append(model.sizeBytes());
        table.stringColumn(Columns.LICENCE).append(model.licence());
        table.longColumn(Columns.DOWNLOADS).append(model.downloads());
        table.booleanColumn(Columns.OFFLINE).append(offline);
        table.booleanColumn(Columns.FITS).append(Memory.toTrain(model) <= Memory.total());
        table.stringColumn(Columns.DESCRIPTION).append(model.description());
    }

    private record Scored(ModelFacts model, double score) {}
}

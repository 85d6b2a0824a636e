package org.prompt2model.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

/** The stage {@code loadDataset}: the rows of a shipped dataset, a file or a folder of files as data rows. */
public final class DatasetLoader {
    private static final String STAGE = "loadDataset";

    private DatasetLoader() {}

    /**
     * Loads a dataset.
     *
     * <p>One input column gives its value; several give lines {@code column: value}, as in Prompt2Model.
     *
     * @param task not used to choose rows; it belongs to the manifest
     * @param dataset a shipped dataset's identifier, a file, or a folder of files with the same columns
     * @return {@code input}, {@code output}, {@code source} ({@code dataset:<dataset>}); rows with an empty input or
     *     output are left out, and a notice says how many
     * @throws Prompt2ModelException if the dataset is unknown or needs the network, the file is not what its ending says,
     *     or the columns are not there or cannot be guessed
     */
    public static Table load(Task task, String dataset, LoadOptions options) {
        Table raw = read(dataset);
        ColumnChoice columns = ColumnChoice.of(raw, options);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("instruction", Fingerprint.of(task.instruction()));
        facts.put("dataset", dataset);
        facts.put("content", Fingerprint.of(raw));
        facts.put("columns", columns.toString());
        facts.put("max_rows", options.maxRows());
        facts.put("seed", options.seed());
        Supplier<Table> work = () -> rows(raw, columns, dataset, options);
        return Run.current().table(STAGE, facts, work);
    }

    private static Table read(String dataset) {
        if (dataset.isBlank()) {
            throw new Prompt2ModelException(
                    "No dataset is named", "the name is empty", "pass an id from retrieveDatasets(task), or a file");
        }
        List<DatasetFacts> all = Catalogue.datasets();
        DatasetFacts known = Catalogue.dataset(dataset).orElse(null);
        if (LocalDataset.isThere(dataset)) {
            return LocalDataset.read(dataset);
        }
        if (known != null && known.shipped().isPresent()) {
            return shipped(known.shipped().get());
        }
        if (known != null) {
            throw needsNetwork(known, all);
        }
        if (LocalDataset.looksLikeOne(dataset)) {
            throw LocalDataset.missing(dataset);
        }
        throw Catalogue.unknown(
                "dataset", dataset, all.stream().map(DatasetFacts::id).toList(), "retrieveDatasets(task)");
    }

    private static Table shipped(String resource) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode row : Catalogue.lines(resource)) {
            examples.add(new Example(
                    row.path(Columns.INPUT).asText(), row.path(Columns.OUTPUT).asText()));
        }
        return DataRows.of(resource, examples, "");
    }

    private static Prompt2ModelException needsNetwork(DatasetFacts known, List<DatasetFacts> all) {
        List<String> offline = all.stream()
                .filter(dataset -> dataset.shipped().isPresent())
                .map(DatasetFacts::id)
                .toList();
        return new Prompt2ModelException(
                "The dataset " + known.id() + " needs the network, and fetching from the hub is not built in yet",
                "the catalogue knows facts about it; its rows do not ship with the toolkit",
                "download one of its CSV, JSONL or Parquet files and pass the path: loadDataset(task, \"file.parquet\");"
                        + " or load one that ships: " + String.join(", ", offline));
    }

    private static Table rows(Table raw, ColumnChoice columns, String dataset, LoadOptions options) {
        List<Example> usable = columns.examples(raw);
        int empty = raw.rowCount() - usable.size();
        if (empty > 0) {
            ProgressMeter.notice(STAGE, empty + " of " + raw.rowCount() + " rows left out: input or output is empty");
        }
        if (usable.isEmpty()) {
            throw new Prompt2ModelException(
                    "The dataset " + dataset + " has no usable row",
                    "each of its " + raw.rowCount() + " rows has an empty input or output in columns " + columns,
                    "choose other columns; there are " + raw.columnNames());
        }
        List<Example> drawn = sample(usable, options);
        return DataRows.of(STAGE, drawn, "dataset:" + dataset);
    }

    private static List<Example> sample(List<Example> usable, LoadOptions options) {
        if (usable.size() <= options.maxRows()) {
            return usable;
        }
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < usable.size(); row++) {
            numbers.add(row);
        }
        Collections.shuffle(numbers, new Random(options.seed()));
        ProgressMeter.notice(
                STAGE,
                options.maxRows() + " of " + usable.size() + " rows drawn with seed " + options.seed()
                        + "; maxRows(...) takes more");
        return numbers.subList(0, options.maxRows()).stream()
                .sorted()
                .map(usable::get)
                .toList();
    }
}

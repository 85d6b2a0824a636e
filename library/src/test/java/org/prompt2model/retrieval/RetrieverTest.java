package org.prompt2model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.Table;

class RetrieverTest {
    @TempDir
    private Path folder;

    private final Task dates = task(
            "Rewrite an English date or time expression in ISO 8601.",
            new Example("March 3rd, 2021", "2021-03-03"),
            new Example("noon", "T12:00"));
    private final Task messages = task(
            "Decide which desk answers a customer's message: delivery for late parcels, returns for refunds.",
            new Example("Where is my parcel?", "delivery"),
            new Example("They are too small", "returns"));

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder);
    }

    @Test
    void datasetsAreRankedByWhatTheyHold() {
        assertThat(firstDataset("Answer a question with a span of the Wikipedia paragraph that is its context"))
                .contains("rajpurkar/squad");
        assertThat(firstDataset("Write a line of Python code for a programming question of a developer"))
                .contains("neulab/conala");
        assertThat(firstDataset("Summarize a news article in one sentence")).contains("EdinburghNLP/xsum");
        Table table = DatasetRetriever.retrieve(dates, DatasetRetrievalOptions.defaults());
        assertThat(table.stringColumn(Columns.DATASET).get(0)).isEqualTo("prompt2model/iso-dates-mini");
        assertThat(table.booleanColumn(Columns.OFFLINE).get(0)).isTrue();
    }

    @Test
    void theDatasetTableHasTheColumnsOfTheDesign() {
        Table table = DatasetRetriever.retrieve(
                messages, DatasetRetrievalOptions.defaults().top(5));
        assertThat(table.name()).isEqualTo("retrieveDatasets");
        assertThat(table.columnNames())
                .containsExactly(
                        "rank",
                        "dataset",
                        "score",
                        "rows",
                        "licence",
                        "languages",
                        "downloads",
                        "offline",
                        "description");
        assertThat(table.intColumn(Columns.RANK).asList()).containsExactly(1, 2, 3, 4, 5);
        assertThat(table.doubleColumn(Columns.SCORE).asList()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(Run.current().records()).hasSize(1);
        assertThat(DatasetRetriever.retrieve(messages, new DatasetRetrievalOptions(5))
                        .printAll())
                .isEqualTo(table.printAll());
        assertThat(Run.current().records().get(1).reused()).isTrue();
    }

    @Test
    void aTaskOfForeignWordsFindsNoDataset() {
        assertThat(DatasetRetriever.retrieve(task("zzyzx qwrt"), DatasetRetrievalOptions.defaults())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theModelTableHasTheColumnsOfTheDesign() {
        Table table = ModelRetriever.retrieve(dates, ModelRetrievalOptions.defaults());
        assertThat(table.name()).isEqualTo("retrieveModels");
        assertThat(table.columnNames())
                .containsExactly(
                        "rank",
                        "model",
                        "score",
                        "family",
                        "parameters",
                        "size_bytes",
                        "licence",
                        "downloads",
                        "offline",
                        "fits",
                        "description");
        assertThat(table.rowCount()).isEqualTo(10);
        assertThat(table.longColumn(Columns.SIZE_BYTES).max()).isLessThanOrEqualTo(3e9);
    }

    @Test
    void theShippedModelsComeFirstAndTheOutputsDecideWhich() {
        assertThat(models(dates).subList(0, 2))
                .containsExactly("prompt2model/byt5-nano", "prompt2model/minilm-classifier");
        assertThat(models(messages).subList(0, 2))
                .containsExactly("prompt2model/minilm-classifier", "prompt2model/byt5-nano");
        assertThat(ModelRetriever.retrieve(task("zzyzx"), new ModelRetrievalOptions(1, 3_000_000_000L))
                        .stringColumn(Columns.MODEL)
                        .asList())
                .containsExactly("prompt2model/byt5-nano", "prompt2model/minilm-classifier");
    }

    @Test
    void theOthersFollowByScoreOfWordsAndDownloads() {
        Task code = task("Generate Python code from natural language");
        Table table =
                ModelRetriever.retrieve(code, ModelRetrievalOptions.defaults().top(6));
        assertThat(table.doubleColumn(Columns.SCORE).asList().subList(2, 6))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(models(code)).contains("Salesforce/codet5-base").doesNotContain("microsoft/phi-2");
    }

    @Test
    void aModelInTheHubsCacheIsOffline() throws Exception {
        Files.createDirectories(folder.resolve("hf/hub/models--google--flan-t5-small/snapshots"));
        System.setProperty("HF_HOME", folder.resolve("hf").toString());
        try {
            Task task = task("Instruction tuned question answering, reasoning, summarization, translation");
            Table table = ModelRetriever.retrieve(
                    task, ModelRetrievalOptions.defaults().top(60));
            for (int row = 2; row < table.rowCount(); row++) {
                assertThat(table.booleanColumn(Columns.OFFLINE).get(row))
                        .isEqualTo(table.stringColumn(Columns.MODEL).get(row).equals("google/flan-t5-small"));
            }
            assertThat(table.stringColumn(Columns.MODEL).asList()).contains("google/flan-t5-small");
        } finally {
            System.clearProperty("HF_HOME");
        }
    }

    @Test
    void closedOutputsAreToldFromOpenOnes() {
        assertThat(ClosedOutputs.in(dates)).isFalse();
        assertThat(ClosedOutputs.in(messages)).isTrue();
        assertThat(ClosedOutputs.in(task("no examples"))).isFalse();
        assertThat(ClosedOutputs.in(task(
                        "How is it?",
                        new Example("a", "good"),
                        new Example("b", "good"),
                        new Example("c", "bad"),
                        new Example("d", "bad"))))
                .isTrue();
        assertThat(ClosedOutputs.in(task(
                        "How is it?", new Example("a", "good"), new Example("b", "fine"), new Example("c", "bad"))))
                .isFalse();
    }

    @Test
    void refusesAbsurdCounts() {
        for (int top : new int[] {0, -1, 100_000}) {
            assertThatThrownBy(() -> DatasetRetrievalOptions.defaults().top(top))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("top cannot be " + top);
            assertThatThrownBy(() -> ModelRetrievalOptions.defaults().top(top))
                    .isInstanceOf(Prompt2ModelException.class);
        }
        assertThatThrownBy(() -> ModelRetrievalOptions.defaults().maxBytes(0))
                .isInstanceOf(Prompt2ModelException.class);
    }

    private static List<String> firstDataset(String instruction) {
        return DatasetRetriever.retrieve(task(instruction), DatasetRetrievalOptions.defaults())
                .stringColumn(Columns.DATASET)
                .asList()
                .subList(0, 3);
    }

    @Test
    void whatFitsIsWhatFitsTheGpuThatIsSetUp() {
        try {
            System.setProperty("PROMPT2MODEL_GPU_MEMORY", "2000m");
            assertThat(largestThatFits()).isLessThan((2000L << 20) / 16).isPositive();
            long ofTheGpu = largestThatFits();
            System.setProperty("PROMPT2MODEL_DEVICE", "cpu");
            assertThat(largestThatFits()).isNotEqualTo(ofTheGpu);
        } finally {
            System.clearProperty("PROMPT2MODEL_GPU_MEMORY");
            System.clearProperty("PROMPT2MODEL_DEVICE");
        }
    }

    /** Weights of the largest model of all that this machine can train. */
    private long largestThatFits() {
        Table table = ModelRetriever.retrieve(dates, new ModelRetrievalOptions(1_000, Long.MAX_VALUE));
        return (long) table.where(table.booleanColumn(Columns.FITS).isTrue())
                .longColumn(Columns.PARAMETERS)
                .max();
    }

    private static List<String> models(Task task) {
        return ModelRetriever.retrieve(task, ModelRetrievalOptions.defaults())
                .stringColumn(Columns.MODEL)
                .asList();
    }

    private static Task task(String instruction, Example... examples) {
        return new Task(instruction, DataRows.of("demonstrations", List.of(examples), "demonstration"));
    }
}

package org.prompt2model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.TableFiles;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetLoaderTest {
    private static final Task TASK = new Task("Answer.", DataRows.of("none", List.of(), "demonstration"));

    @TempDir
    private Path folder;

    @BeforeEach
    void useAnEmptyRun() {
        Run.use(folder.resolve("run"));
    }

    @Test
    void everyShippedDatasetLoadsOffline() {
        for (DatasetFacts dataset : Catalogue.datasets()) {
            if (dataset.shipped().isPresent()) {
                Table rows = load(dataset.id());
                assertThat(rows.name()).isEqualTo("loadDataset");
                assertThat(rows.rowCount()).isEqualTo((int) dataset.rows().getAsLong());
                assertThat(rows.columnNames()).containsExactly("input", "output", "source");
                assertThat(rows.stringColumn(Columns.SOURCE).unique().asList())
                        .containsExactly("dataset:" + dataset.id());
            }
        }
    }

    @Test
    void theShippedRowsAreOfOneKind() {
        Pattern iso = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)?(T([01]\\d|2[0-3]):[0-5]\\d)?");
        assertThat(load("prompt2model/iso-dates-mini")
                        .stringColumn(Columns.OUTPUT)
                        .asList())
                .allMatch(output -> iso.matcher(output).matches() && !output.isEmpty());
        assertThat(load("shop-messages-mini")
                        .stringColumn(Columns.OUTPUT)
                        .unique()
                        .asList())
                .containsExactlyInAnyOrder("delivery", "returns", "payment", "account", "product");
    }

    @Test
    void everyKindOfFileLoads() {
        Table table =
                Table.create("t", StringColumn.create("input", "a", "b"), StringColumn.create("output", "1", "2"));
        for (String ending : List.of("csv", "tsv", "jsonl", "parquet")) {
            String file = TableFiles.write(table, folder.resolve("t." + ending)).toString();
            Table rows = load(file);
            assertThat(rows.stringColumn(Columns.OUTPUT).asList()).as(ending).containsExactly("1", "2");
            assertThat(rows.stringColumn(Columns.SOURCE).get(0)).isEqualTo("dataset:" + file);
        }
    }

    @Test
    void severalInputColumnsBecomeLines() throws IOException {
        String file = write("qa.csv", "question,context,answer\nWho?,Ann came.,Ann\n,,nobody\n");
        Table rows = DatasetLoader.load(TASK, file, LoadOptions.defaults().columns("question", "context", "answer"));
        assertThat(rows.rowCount()).isEqualTo(1);
        assertThat(rows.stringColumn(Columns.INPUT).get(0)).isEqualTo("question: Who?\ncontext: Ann came.");
        assertThat(rows.stringColumn(Columns.OUTPUT).get(0)).isEqualTo("Ann");
    }

    @Test
    void twoColumnsNeedNoChoiceAndThreeDo() throws IOException {
        Table two = load(write("two.tsv", "text\tlabel\ngood film\tpositive\n"));
        assertThat(two.stringColumn(Columns.OUTPUT).get(0)).isEqualTo("positive");
        String three = write("three.csv", "a,b,c\n1,2,3\n");
        assertThatThrownBy(() -> load(three))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[a, b, c]")
                .hasMessageContaining("columns(\"a\", \"c\")");
        assertThatThrownBy(() ->
                        DatasetLoader.load(TASK, three, LoadOptions.defaults().columns("a", "label")))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'label'")
                .hasMessageContaining("[a, b, c]");
    }

    @Test
    void moreRowsThanAskedForAreSampledWithTheSeed() throws IOException {
        String lines = IntStream.range(0, 200).mapToObj(i -> i + ",x\n").reduce("input,output\n", String::concat);
        String file = write("many.csv", lines);
        LoadOptions fifty = LoadOptions.defaults().maxRows(50);
        Table first = DatasetLoader.load(TASK, file, fifty);
        assertThat(first.rowCount()).isEqualTo(50);
        Run.use(folder.resolve("another"));
        assertThat(DatasetLoader.load(TASK, file, fifty).printAll()).isEqualTo(first.printAll());
        assertThat(DatasetLoader.load(TASK, file, fifty.seed(2)).printAll()).isNotEqualTo(first.printAll());
    }

    @Test
    void emptyRowsAreLeftOutAndAFileOfThemIsTold() throws IOException {
        assertThat(load(write("some.csv", "input,output\na,\nb,2\n")).rowCount())
                .isEqualTo(1);
        String none = write("none.csv", "input,output\na,\n,2\n");
        assertThatThrownBy(() -> load(none))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no usable row");
    }

    @Test
    void aFolderIsTheRowsOfItsFiles() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.writeString(parts.resolve("b.csv"), "input,output\nc,3\n");
        Files.writeString(parts.resolve("a.jsonl"), "{\"input\":\"a\",\"output\":\"1\"}\n");
        Files.writeString(parts.resolve("README.md"), "about");
        assertThat(load(parts.toString()).stringColumn(Columns.INPUT).asList()).containsExactly("a", "c");
        Files.writeString(parts.resolve("c.csv"), "question,output\nc,3\n");
        assertThatThrownBy(() -> load(parts.toString()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[question, output]");
        String empty = Files.createDirectory(folder.resolve("empty")).toString();
        assertThatThrownBy(() -> load(empty)).hasMessageContaining("holds no table");
    }

    @Test
    void anUnknownDatasetIsToldWithTheNearestNames() {
        assertThatThrownBy(() -> load("skwad"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("There is no dataset 'skwad'")
                .hasMessageContaining("did you mean rajpurkar/squad");
        assertThatThrownBy(() -> load("  ")).isInstanceOf(Prompt2ModelException.class);
    }

    @Test
    void aDatasetThatNeedsTheNetworkSaysSoAndNamesTheOthers() {
        assertThatThrownBy(() -> load("squad"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("rajpurkar/squad needs the network")
                .hasMessageContaining("prompt2model/iso-dates-mini");
    }

    @Test
    void aMissingFileAndAFileThatIsSomethingElseAreTold() throws IOException {
        assertThatThrownBy(() -> load(folder.resolve("missing.csv").toString()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("There is no file or folder");
        String text = write("text.parquet", "not parquet");
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("is not a Parquet file");
    }

    @Test
    void refusesAbsurdOptions() {
        for (int rows : new int[] {0, -5}) {
            assertThatThrownBy(() -> LoadOptions.defaults().maxRows(rows)).isInstanceOf(Prompt2ModelException.class);
        }
        assertThatThrownBy(() -> LoadOptions.defaults().columns("answer")).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> LoadOptions.defaults().columns("a", "a")).isInstanceOf(Prompt2ModelException.class);
    }

    private static Table load(String dataset) {
        return DatasetLoader.load(TASK, dataset, LoadOptions.defaults());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}

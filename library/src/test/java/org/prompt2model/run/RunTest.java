package org.prompt2model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RunTest {
    private static final Map<String, Object> FACTS = Map.of("rows", 2, "share", 0.5);

    @TempDir
    Path folder;

    private Run run;

    @BeforeEach
    void open() {
        run = Run.open(folder.resolve("run"));
    }

    @Test
    void aStageIsComputedOnceForEqualFactsAndItsTableComesBackAsItWas() {
        Table made = run.table("generate", FACTS, RunTest::table);
        Table again = Run.open(run.folder()).table("generate", FACTS, RunTest::unexpected);
        assertThat(again.name()).isEqualTo(made.name());
        assertThat(again.types()).isEqualTo(made.types());
        assertThat(again.printAll()).isEqualTo(made.printAll());
        assertThat(again.doubleColumn("score").isMissing(1)).isTrue();
    }

    @Test
    void otherFactsAreComputedAnew() {
        run.table("generate", FACTS, RunTest::table);
        Table other = run.table("generate", Map.of("rows", 3), () -> table().first(1));
        assertThat(other.rowCount()).isEqualTo(1);
    }

    @Test
    void aStageThatFailsLeavesNothingToBeTakenForItsResult() {
        assertThatThrownBy(() -> run.table("generate", FACTS, () -> {
                    throw new IllegalStateException("the teacher left");
                }))
                .hasMessage("the teacher left");
        assertThat(run.records()).isEmpty();
        assertThat(run.table("generate", FACTS, RunTest::table).rowCount()).isEqualTo(2);
    }

    @Test
    void theManifestKeepsWhatAnEarlierJvmDidAndListsAReusedResultOnce() throws IOException {
        run.table("generate", FACTS, RunTest::table);
        String first = manifest().get(0).path("began").asText();
        Run later = Run.open(run.folder());
        later.table("generate", FACTS, RunTest::unexpected);
        later.call("split", Map.of("seed", 1), () -> "splits");
        assertThat(manifest()).extracting(call -> call.path("stage").asText()).containsExactly("generate", "split");
        assertThat(manifest().get(0).path("began").asText()).isEqualTo(first);
        assertThat(later.records()).extracting(StageRecord::reused).containsExactly(true, false);
    }

    @Test
    void theManifestKeepsWhatTwoRunsInOneFolderDidAtTheSameTime() throws IOException {
        Run first = Run.open(folder);
        Run second = Run.open(folder);
        first.call("predict", Map.of("rows", "a"), () -> 1);
        second.call("predict", Map.of("rows", "b"), () -> 1);
        first.call("predict", Map.of("rows", "c"), () -> 1);

        assertThat(Files.readString(folder.resolve("manifest.json"))).contains("\"a\"", "\"b\"", "\"c\"");
        assertThat(folder.toFile().list()).doesNotContain("manifest.lock");
    }

    @Test
    void aThreadThatIsInterruptedWritesTheManifestAllTheSame() throws IOException {
        Run run = Run.open(folder);
        Thread.currentThread().interrupt();
        run.call("predict", Map.of("rows", "a"), () -> 1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(folder.resolve("manifest.json"))).contains("\"a\"");
    }

    @Test
    void aRightIsOfOnePlaceUntilItIsGivenBack() {
        Path file = folder.resolve("right.lock");
        Exclusive one = Exclusive.take(file).orElseThrow();
        assertThat(Exclusive.take(file)).isEmpty();
        one.close();
        assertThat(file).doesNotExist();
        Exclusive.take(file).orElseThrow().close();
    }

    @Test
    void theManifestTellsWhereATableLiesAndItsFileWhenItWasLastAskedFor() throws IOException {
        run.table("generate", FACTS, RunTest::table);
        Path file = run.folder().resolve(manifest().get(0).at("/facts/table").asText());
        assertThat(StoredTable.read(file).name()).isEqualTo("generate (rehearsal)");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        run.table("generate", FACTS, RunTest::unexpected);
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(FileTime.fromMillis(0));
    }

    @Test
    void aManifestThatIsNoJsonIsToldAndNotOverwritten() throws IOException {
        Path manifest = Files.writeString(run.folder().resolve("manifest.json"), "{\"stages\": [");
        assertThatThrownBy(() -> Run.open(run.folder()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("manifest.json cannot be read")
                .hasMessageContaining("move that file away");
        assertThat(manifest).hasContent("{\"stages\": [");
    }

    @Test
    void aFolderThatCannotBeMadeIsToldBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThatThrownBy(() -> Run.open(file.resolve("run")))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining(Run.FOLDER_VARIABLE);
    }

    @Test
    void aWriteThatFailsHalfwayLeavesTheOldContent() throws IOException {
        Path file = run.file("data/scores.json");
        Run.write(file, "old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        // Whatever is written to /dev/full fails as it does on a full disk.
        Files.createSymbolicLink(file.resolveSibling("scores.json.part"), Path.of("/dev/full"));
        assertThatThrownBy(() -> Run.write(file, new byte[1 << 16])).isInstanceOf(IOException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void noPathLeadsOutOfTheFolder() {
        assertThatThrownBy(() -> run.file("../elsewhere")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFingerprintDependsOnContentAloneAndOnWhereEachCellEnds() {
        Table same = table().setName("another name");
        assertThat(Fingerprint.of(same)).isEqualTo(Fingerprint.of(table()));
        Map<String, Object> joined = new LinkedHashMap<>(Map.of("a", "bc"));
        assertThat(Fingerprint.of("stage", joined)).isNotEqualTo(Fingerprint.of("stage", Map.of("ab", "c")));
        assertThat(Fingerprint.of(table().first(1))).isNotEqualTo(Fingerprint.of(table()));
    }

    private List<JsonNode> manifest() throws IOException {
        List<JsonNode> calls = new ArrayList<>();
        new ObjectMapper()
                .readTree(run.folder().resolve("manifest.json").toFile())
                .path("stages")
                .forEach(calls::add);
        return calls;
    }

    private static Table table() {
        DoubleColumn scores = DoubleColumn.create("score", 0.1 + 0.2);
        scores.appendMissing();
        return Table.create(
                "generate (rehearsal)",
                StringColumn.create("input", "line one\nline \"two\"", "日本語, 😀"),
                IntColumn.create("votes", new int[] {3, -1}),
                BooleanColumn.create("offline", true, false),
                scores);
    }

    private static Table unexpected() {
        throw new AssertionError("computed a second time");
    }
}

package org.prompt2model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.Prompt2Model;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ReviewTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Review review;

    @BeforeEach
    void open() {
        Run.use(folder);
        review = Prompt2Model.review(rows());
    }

    @AfterEach
    void close() {
        review.close();
    }

    @Test
    void acceptedEditedAndDroppedRowsComeBackInTheTable() throws Exception {
        decide(0, "accepted", "noon", "T12:00");
        decide(1, "edited", "midnight", "T00:00");
        decide(2, "dropped", "</script>", "?");

        Table table = review.table();

        assertThat(table.stringColumn("input").asList()).containsExactly("noon", "midnight", "</script>", "dusk");
        assertThat(table.stringColumn("output").asList()).containsExactly("T12:00", "T00:00", "?", "T20:00");
        assertThat(table.stringColumn("verdict").asList()).containsExactly("kept", "kept", "dropped", "dropped");
        assertThat(table.stringColumn("reason").asList()).containsExactly("", "", "dropped in review", "lost the vote");
        assertThat(table.stringColumn("review").asList()).containsExactly("accepted", "edited", "dropped", "");
        assertThat(table.name()).isEqualTo("review (rehearsal)");
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(2);
    }

    @Test
    void aRowThatAStageDroppedCanBeTakenBackIn() throws Exception {
        decide(3, "accepted", "dusk", "T20:00");

        assertThat(review.table().row(3).getString("verdict")).isEqualTo("kept");
        assertThat(review.table().row(3).getString("reason")).isEmpty();
    }

    @Test
    void theTableGivenIsNotChangedAndOneWithoutVerdictsGetsThem() throws Exception {
        Table plain = rows().removeColumns("verdict", "reason");
        try (Review own = Prompt2Model.review(plain)) {
            assertThat(own.table().stringColumn("verdict").asList()).containsOnly("kept");
        }
        assertThat(plain.columnNames()).containsExactly("input", "output");
    }

    @Test
    void aDecisionCanBeTakenBack() throws Exception {
        decide(1, "dropped", "midnight", "T24:00");
        decide(1, "none", "", "");

        assertThat(review.reviewed()).isZero();
        assertThat(review.table().row(1).getString("verdict")).isEqualTo("kept");
    }

    @Test
    void aReviewOfTheSameRowsGoesOnWhereTheLastOneEnded() throws Exception {
        decide(0, "edited", "noon", "T12:00:00");
        review.close();
        Path log = Files.list(folder.resolve("reviews")).findFirst().orElseThrow();
        Files.writeString(log, "{\"row\":1,\"review\":\"dro", StandardOpenOption.APPEND);
        Run.use(folder);

        review = Prompt2Model.review(rows());
        decide(2, "accepted", "</script>", "?");
        review.close();
        review = Prompt2Model.review(rows());

        assertThat(review.reviewed()).isEqualTo(2);
        assertThat(review.table().row(0).getString("output")).isEqualTo("T12:00:00");
        assertThat(get("rows")
                        .path("rows")
                        .path(0)
                        .path("decision")
                        .path("review")
                        .asText())
                .isEqualTo("edited");
    }

    @Test
    void otherRowsAreAnotherReview() throws Exception {
        decide(0, "dropped", "noon", "T12:00");
        try (Review other = Prompt2Model.review(rows().first(2))) {
            assertThat(other.reviewed()).isZero();
        }
    }

    @Test
    void thePageGetsEachRowWithWhatIsKnownOfIt() throws Exception {
        JsonNode row = get("rows").path("rows").path(3);

        assertThat(row.path("input").asText()).isEqualTo("dusk");
        assertThat(row.path("facts").path("reason").asText()).isEqualTo("lost the vote");
        assertThat(row.has("decision")).isFalse();
    }

    @Test
    void thePageSaysThatRowsAreRehearsal() throws Exception {
        assertThat(body("")).contains("\"rehearsal\":true").doesNotContain("{{");
    }

    @Test
    void waitsUntilThePersonIsDone() throws Exception {
        CompletableFuture<Table> waiting =
                CompletableFuture.supplyAsync(() -> review.await().table());
        decide(0, "dropped", "noon", "T12:00");
        post("done", "{}");

        assertThat(waiting.get().row(0).getString("verdict")).isEqualTo("dropped");
    }

    @Test
    void anInterruptEndsTheWaitingAndKeepsTheDecisions() throws Exception {
        decide(0, "accepted", "noon", "T12:00");
        Thread.currentThread().interrupt();

        assertThatThrownBy(review::await)
                .isInstanceOf(StageInterruptedException.class)
                .hasMessageContaining("1 of 4 rows are reviewed");
        assertThat(review.reviewed()).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithADecisionAndKeepsNothingOfIt() throws Exception {
        for (String body : List.of(
                "{",
                "",
                "[]",
                "{\"row\": 4, \"review\": \"dropped\", \"input\": \"\", \"output\": \"\"}",
                "{\"row\": -1, \"review\": \"dropped\", \"input\": \"\", \"output\": \"\"}",
                "{\"row\": 0, \"review\": \"loved\", \"input\": \"\", \"output\": \"\"}",
                "{\"row\": 0, \"review\": \"edited\", \"input\": 3, \"output\": \"\"}")) {
            HttpResponse<String> response = post("decision", body);

            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(JSON.readTree(response.body()).path("what_to_do").asText())
                    .as(body)
                    .isNotEmpty();
        }
        assertThat(post("decision", "\"" + "x".repeat(1 << 20) + "\"").statusCode())
                .isEqualTo(413);
        assertThat(review.reviewed()).isZero();
    }

    @Test
    void refusesTablesWithoutRowsOrColumns() {
        assertThatThrownBy(() -> Prompt2Model.review(rows().emptyCopy()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> Prompt2Model.review(Table.create("t", StringColumn.create("text", "a"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("'input'");
    }

    private static Table rows() {
        return Table.create(
                "generateDataset (rehearsal)",
                StringColumn.create("input", "noon", "midnight", "</script>", "dusk"),
                StringColumn.create("output", "T12:00", "T24:00", "?", "T20:00"),
                StringColumn.create("verdict", "kept", "kept", "kept", "dropped"),
                StringColumn.create("reason", "", "", "", "lost the vote"));
    }

    private void decide(int row, String verdict, String input, String output) throws Exception {
        String body = JSON.createObjectNode()
                .put("row", row)
                .put("review", verdict)
                .put("input", input)
                .put("output", output)
                .toString();
        assertThat(post("decision", body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(review.uri().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(body(path));
    }

    private String body(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(review.uri().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

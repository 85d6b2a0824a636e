package org.prompt2model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** {@code GET /}, {@code GET /rows}, {@code POST /decision} and {@code POST /done}. */
final class ReviewSite extends LocalSite {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 1 << 20;
    private static final String SHAPE =
            "send {\"row\": 0, \"review\": \"accepted\", \"input\": \"...\", \"output\": \"...\"}; review may also be"
                    + " edited, dropped or none";

    private final Table rows;
    private final ReviewLog log;
    private final CountDownLatch done;
    private final String page;

    ReviewSite(Table rows, ReviewLog log, CountDownLatch done, ServeOptions options) {
        super(options);
        this.rows = rows;
        this.log = log;
        this.done = done;
        this.page = Page.with(
                "review.html",
                JSON.createObjectNode().put("name", rows.name()).put("rehearsal", Rehearsal.marks(rows)));
    }

    @Override
    void route(HttpExchange exchange) throws IOException, HttpProblem {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> {
                need(exchange, "GET");
                sendPage(exchange, page);
            }
            case "/rows" -> {
                need(exchange, "GET");
                send(exchange, rows());
            }
            case "/decision" -> {
                need(exchange, "POST");
                decide(body(exchange));
                send(exchange, JSON.createObjectNode().put("reviewed", log.size()));
            }
            case "/done" -> {
                need(exchange, "POST");
                done.countDown();
                send(exchange, JSON.createObjectNode().put("reviewed", log.size()));
            }
            default ->
                throw new HttpProblem(
                        404, "There is nothing at this address", "use GET /, GET /rows, POST /decision or POST /done");
        }
    }

    @Override
    HttpProblem failure(RuntimeException exception) {
        return exception instanceof Prompt2ModelException known
                ? new HttpProblem(500, known.what(), known.remedy())
                : new HttpProblem(500, "The review failed: " + exception, "decide on this row again");
    }

    private ObjectNode rows() {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("rows");
        StringColumn input = DataRows.text(rows, Columns.INPUT);
        StringColumn output = DataRows.text(rows, Columns.OUTPUT);
        Map<Integer, Decision> decisions = log.decisions();
        for (int row = 0; row < rows.rowCount(); row++) {
            ObjectNode node = list.addObject().put("input", input.get(row)).put("output", output.get(row));
            ObjectNode facts = node.putObject("facts");
            for (String name : rows.columnNames()) {
                if (!name.equals(Columns.INPUT)
                        && !name.equals(Columns.OUTPUT)
                        && !rows.column(name).isMissing(row)) {
                    facts.put(name, rows.column(name).getString(row));
                }
            }
            Decision decision = decisions.get(row);
            if (decision != null) {
                node.putObject("decision")
                        .put("review", decision.verdict().word())
                        .put("input", decision.input())
                        .put("output", decision.output());
            }
        }
        return reply;
    }

    private void decide(JsonNode said) throws HttpProblem {
        int row = said.path("row").asInt(-1);
        String review = said.path("review").asText();
        Optional<Decision.Verdict> verdict = ReviewLog.verdict(review);
        if (row < 0 || row >= rows.rowCount()) {
            throw new HttpProblem(400, "There is no row " + said.path("row"), SHAPE);
        }
        if (verdict.isEmpty() && !review.equals("none")) {
            throw new HttpProblem(400, "There is no review '" + review + "'", SHAPE);
        }
        if (verdict.isPresent()
                && !(said.path("input").isTextual() && said.path("output").isTextual())) {
            throw new HttpProblem(400, "The input or the output is not a text", SHAPE);
        }
        log.put(
                row,
                verdict.map(given -> new Decision(
                        given, said.path("input").asText(), said.path("output").asText())));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException, HttpProblem {
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new HttpProblem(413, "The request is larger than 1 MB", "shorten the row");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "The request is not valid JSON: " + e.getOriginalMessage(), SHAPE);
        }
    }
}

package org.prompt2model.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.prompt2model.model.Student;

/** {@code GET /}, {@code POST /predict} and {@code GET /health}. */
final class Endpoints extends LocalSite {
    private final Answering answering;
    private final String page;
    private final ObjectNode health;

    Endpoints(Student student, ServeOptions options) {
        super(options);
        answering = new Answering(student);
        page = Page.of(student.card(), options.examples());
        health = new ObjectMapper()
                .createObjectNode()
                .put("status", "ok")
                .put("model", student.name())
                .put("rehearsal", student.card().rehearsal());
    }

    @Override
    void route(HttpExchange exchange) throws IOException, HttpProblem {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> {
                need(exchange, "GET");
                sendPage(exchange, page);
            }
            case "/predict" -> {
                need(exchange, "POST");
                send(exchange, answering.answer(PredictRequest.read(exchange.getRequestBody())));
            }
            case "/health" -> {
                need(exchange, "GET");
                send(exchange, health);
            }
            default ->
                throw new HttpProblem(
                        404, "There is nothing at this address", "use GET /, POST /predict or GET /health");
        }
    }

    @Override
    HttpProblem failure(RuntimeException exception) {
        return new HttpProblem(500, "The student failed: " + exception, "try another input; the demo goes on");
    }
}

package org.prompt2model.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.prompt2model.model.Student;

/** {@code GET /}, {@code POST /predict} and {@code GET /health}. */
final class Endpoints implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self';"
                    + " img-src data:; base-uri 'none'; form-action 'none'";

    private final HostCheck hosts;
    private final Answering answering;
    private final String page;
    private final ObjectNode health;

    Endpoints(Student student, ServeOptions options) {
        hosts = new HostCheck(options);
        answering = new Answering(student);
        page = Page.of(student.card(), options.examples());
        health = JSON.createObjectNode()
                .put("status", "ok")
                .put("model", student.name())
                .put("rehearsal", student.card().rehearsal());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                hosts.check(exchange.getRequestHeaders());
                route(exchange);
            } catch (HttpProblem problem) {
                send(exchange, problem.status(), problem(problem.getMessage(), problem.remedy()));
            } catch (RuntimeException e) {
                send(exchange, 500, problem("The student failed: " + e, "try another input; the demo goes on"));
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException, HttpProblem {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> {
                need(exchange, "GET");
                exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_POLICY);
                send(exchange, 200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
            }
            case "/predict" -> {
                need(exchange, "POST");
                send(exchange, 200, answering.answer(PredictRequest.read(exchange.getRequestBody())));
            }
            case "/health" -> {
                need(exchange, "GET");
                send(exchange, 200, health);
            }
            default ->
                throw new HttpProblem(
                        404, "There is nothing at this address", "use GET /, POST /predict or GET /health");
        }
    }

    private static void need(HttpExchange exchange, String method) throws HttpProblem {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new HttpProblem(
                    405, "This address takes " + method + ", not " + exchange.getRequestMethod(), "use " + method);
        }
    }

    private static ObjectNode problem(String what, String remedy) {
        return JSON.createObjectNode().put("error", what).put("what_to_do", remedy);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        send(exchange, status, "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}

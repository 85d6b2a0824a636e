package org.prompt2model.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What every site of this package does alike: refuses strangers, and answers errors as JSON. */
abstract class LocalSite implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self';"
                    + " img-src data:; base-uri 'none'; form-action 'none'";

    private final HostCheck hosts;

    LocalSite(ServeOptions options) {
        hosts = new HostCheck(options);
    }

    /** Answers one request that came from where it may. */
    abstract void route(HttpExchange exchange) throws IOException, HttpProblem;

    /** The answer to a request that raised an exception which nobody expected. */
    abstract HttpProblem failure(RuntimeException exception);

    @Override
    public final void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                hosts.check(exchange.getRequestHeaders());
                route(exchange);
            } catch (HttpProblem problem) {
                send(exchange, problem);
            } catch (RuntimeException e) {
                send(exchange, failure(e));
            }
        }
    }

    static void need(HttpExchange exchange, String method) throws HttpProblem {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new HttpProblem(
                    405, "This address takes " + method + ", not " + exchange.getRequestMethod(), "use " + method);
        }
    }

    static void sendPage(HttpExchange exchange, String page) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_POLICY);
        send(exchange, 200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, ObjectNode body) throws IOException {
        send(exchange, 200, "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, HttpProblem problem) throws IOException {
        ObjectNode body =
                JSON.createObjectNode().put("error", problem.getMessage()).put("what_to_do", problem.remedy());
        send(exchange, problem.status(), "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}

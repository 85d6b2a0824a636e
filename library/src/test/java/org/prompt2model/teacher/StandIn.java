package org.prompt2model.teacher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's endpoint on this machine: gives the faults that it was told to, then the good reply for ever. */
final class StandIn implements AutoCloseable {
    static final String OPENAI = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
             "finish_reason": "stop", "message": {"role": "assistant", "content": "2020-05-04"}}],
             "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}}""";
    static final String ANTHROPIC = """
            {"id": "1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn",
             "content": [{"type": "text", "text": "2020-05-04"}], "usage": {"input_tokens": 1000, "output_tokens": 100}}""";

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Deque<Answer> first = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final String good;
    private volatile String lastBody = "";

    StandIn(String good) throws IOException {
        this.good = good;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    StandIn first(int status, String body) {
        first.add(new Answer(status, body));
        return this;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    int requests() {
        return requests.get();
    }

    String lastBody() {
        return lastBody;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = first.isEmpty() ? new Answer(200, good) : first.poll();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

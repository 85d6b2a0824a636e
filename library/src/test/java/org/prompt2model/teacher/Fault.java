package org.prompt2model.teacher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What can go wrong between a provider and its client. */
enum Fault {
    TOO_MANY(false) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            exchange.getResponseHeaders().add("Retry-After", "0");
            StandIn.send(exchange, 429, bytes(Protocol.error("rate_limit_error", "too many requests")));
        }
    },
    SERVER_ERROR(false) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 500, bytes(Protocol.error("server_error", "something went wrong")));
        }
    },
    UNAVAILABLE(false) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 503, bytes("<html><body>503 Service Unavailable</body></html>"));
        }
    },
    HANGS(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException, InterruptedException {
            Thread.sleep(manners.hang().toMillis());
            StandIn.send(exchange, 200, bytes(reply));
        }
    },
    BREAKS_OFF(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            exchange.sendResponseHeaders(200, bytes(reply).length);
            exchange.getResponseBody().write(bytes(reply), 0, bytes(reply).length / 2);
            exchange.getResponseBody().flush();
        }
    },
    CUT_JSON(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 200, bytes(reply.substring(0, reply.length() / 2)));
        }
    },
    BAD_UTF8(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            byte[] body = bytes(reply);
            body[body.length / 2] = (byte) 0xFF;
            StandIn.send(exchange, 200, body);
        }
    },
    HTML(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 200, bytes("<html><body>The proxy is busy</body></html>"));
        }
    },
    EMPTY(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 200, new byte[0]);
        }
    },
    REFUSES(true) {
        @Override
        void happen(HttpExchange exchange, Manners manners, String reply) throws IOException {
            StandIn.send(exchange, 200, bytes(reply.replaceFirst("\"(stop|end_turn|STOP)\"", "\"content_filter\"")));
        }
    };

    /** Whether a provider would charge for it. */
    final boolean charged;

    Fault(boolean charged) {
        this.charged = charged;
    }

    /** Answers a request wrongly, whose good reply is given. */
    abstract void happen(HttpExchange exchange, Manners manners, String reply) throws IOException, InterruptedException;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

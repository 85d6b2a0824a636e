package org.prompt2model.teacher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider's endpoint on this machine, in the protocols of {@link Protocol}: gives what it was told to give first, then
 * answers as its {@link Manners} say, and keeps a {@link Bill}.
 */
final class StandIn implements AutoCloseable {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** A script for one answer. */
    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    private final Manners manners;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Answer> first = new ArrayDeque<>();
    private final Map<String, String> headers = new HashMap<>();
    private final SplittableRandom random;
    private final Gate gate;
    private final Bill bill = new Bill();
    private String lastBody = "";

    /** Answers at once, always the same. */
    StandIn() throws IOException {
        this(Manners.simple(), 0);
    }

    /** @param port to listen at on this machine alone, 0 for any that is free */
    StandIn(Manners manners, int port) throws IOException {
        // The JDK's server sends head and body apart, and would wait 40 ms for the client to acknowledge the head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.manners = manners;
        this.random = new SplittableRandom(manners.seed());
        this.gate = new Gate(manners);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts it with the rehearsal behind it, until it is stopped; {@code GET /bill} tells what it did. Options, each
     * with a value: {@code --port}, {@code --latency-ms}, {@code --places}, {@code --requests-per-minute},
     * {@code --tokens-per-minute}, {@code --faults} (a share), {@code --seed}.
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Manners manners = Manners.answering(new RehearsalAnswers())
                .latency(Duration.ofMillis(Long.parseLong(options.getOrDefault("--latency-ms", "200"))))
                .places(Integer.parseInt(options.getOrDefault("--places", "16")))
                .perMinute(
                        Integer.parseInt(options.getOrDefault("--requests-per-minute", "0")),
                        Long.parseLong(options.getOrDefault("--tokens-per-minute", "0")),
                        options.containsKey("--requests-per-minute"))
                .faults(
                        Double.parseDouble(options.getOrDefault("--faults", "0")),
                        Long.parseLong(options.getOrDefault("--seed", "0")),
                        Duration.ofMinutes(3));
        StandIn standIn = new StandIn(manners, Integer.parseInt(options.getOrDefault("--port", "0")));
        System.out.println("OPENAI_BASE_URL=" + standIn.url(Protocol.OPENAI) + " ANTHROPIC_BASE_URL="
                + standIn.url(Protocol.ANTHROPIC));
    }

    /** Gives this answer before all others. */
    StandIn first(int status, String body) {
        return first(status, body.getBytes(StandardCharsets.UTF_8));
    }

    synchronized StandIn first(int status, byte[] body) {
        first.add(exchange -> send(exchange, status, body));
        return this;
    }

    /** Sends this header with each answer from now on. */
    synchronized StandIn header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The base address for clients of that protocol. */
    String url(Protocol protocol) {
        return "http://localhost:" + server.getAddress().getPort() + protocol.root;
    }

    Bill bill() {
        return bill;
    }

    int requests() {
        return bill.requests();
    }

    synchronized String lastBody() {
        return lastBody;
    }

    /** The most requests at once. */
    int mostAtOnce() {
        return gate.most();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/bill")) {
                send(exchange, 200, bill.json().getBytes(StandardCharsets.UTF_8));
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer scripted;
            bill.request();
            synchronized (this) {
                lastBody = body;
                scripted = first.poll();
                headers.forEach(exchange.getResponseHeaders()::add);
            }
            if (scripted == null) {
                answer(exchange, body);
            } else {
                scripted.send(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException, InterruptedException {
        Protocol protocol = Protocol.of(exchange.getRequestURI().getPath());
        Protocol.Asked asked = protocol.asked(Protocol.JSON.readTree(body));
        String text = manners.answer().apply(asked);
        long input = tokens(asked.prompt());
        long output = Math.min(asked.maxTokens(), tokens(text));
        if (manners.tells()) {
            exchange.getResponseHeaders()
                    .add("x-ratelimit-limit-requests", Integer.toString(manners.requestsPerMinute()));
        }
        OptionalLong wait = gate.enter(input + output);
        if (wait.isPresent()) {
            bill.refusal();
            exchange.getResponseHeaders().add("Retry-After", Long.toString(wait.getAsLong()));
            send(
                    exchange,
                    429,
                    Protocol.error("rate_limit_error", "too many requests").getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            Thread.sleep(manners.latency().toMillis());
        } finally {
            // Before the reply, after which the client may send the next request at once.
            gate.leave();
        }
        boolean cutOff = tokens(text) > asked.maxTokens();
        String whole = cutOff ? text.substring(0, asked.maxTokens() * CHARACTERS_PER_TOKEN) : text;
        Protocol.End end = cutOff ? Protocol.End.CUT_OFF : Protocol.End.WHOLE;
        give(exchange, asked, protocol.reply(whole, end, input, output).toString(), input, output);
    }

    private void give(HttpExchange exchange, Protocol.Asked asked, String reply, long input, long output)
            throws IOException, InterruptedException {
        Fault fault = fault();
        if (fault == null || fault.charged) {
            bill.charge(input, output);
        }
        if (fault == null) {
            bill.deliver(asked);
            send(exchange, 200, reply.getBytes(StandardCharsets.UTF_8));
        } else {
            bill.fault();
            fault.happen(exchange, manners, reply);
        }
    }

    private synchronized Fault fault() {
        List<Fault> all = List.of(Fault.values());
        return random.nextDouble() < manners.faults() ? all.get(random.nextInt(all.size())) : null;
    }

    private static long tokens(String text) {
        return text.length() / CHARACTERS_PER_TOKEN + 1L;
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

package org.prompt2model.serving;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;

/**
 * The stage {@code serve}: a student behind a web page and an HTTP API, until it is closed.
 *
 * <p>{@code POST /predict} takes {@code {"input": "text"}} and answers {@code {"prediction": "text", "confidence": 0.97,
 * "ms": 4.2}}; with {@code {"inputs": ["text", "text"]}} it answers {@code predictions} and {@code confidences} as lists.
 * Confidence is null where the student tells none. Errors are JSON too: {@code error} and {@code what_to_do}.
 */
public final class Demo implements AutoCloseable {
    private static final String STAGE = "serve";
    private static final int THREADS = 4;
    private static final int MOST_EXAMPLES = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI uri;

    private Demo(HttpServer server, ExecutorService threads, String address) {
        this.server = server;
        this.threads = threads;
        String host = address.contains(":") ? "[" + address + "]" : address;
        this.uri = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    /**
     * Starts answering. The student stays open when the demo is closed; close the demo first.
     *
     * @throws Prompt2ModelException if the port is taken or the address is not one of this machine
     */
    public static Demo serve(Student student, ServeOptions options) {
        ServeOptions complete =
                options.examples().isEmpty() ? options.examples(taskInputs().toArray(new String[0])) : options;
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", student.name());
        facts.put("rehearsal", student.card().rehearsal());
        facts.put("options", options.toString());
        Demo demo = Run.current().call(STAGE, facts, () -> start(student, complete));
        ProgressMeter.notice(STAGE, "'" + student.name() + "' answers at " + demo + " until close() is called");
        return demo;
    }

    /** The address of the page. */
    public URI uri() {
        return uri;
    }

    /** Stops answering and frees the port; a second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static Demo start(Student student, ServeOptions options) {
        Endpoints endpoints = new Endpoints(student, options);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(options.address(), options.port()), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, "prompt2model-serve");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", endpoints);
            server.start();
            return new Demo(server, threads, options.address());
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The demo cannot listen on " + options.address() + ":" + options.port(),
                    e.getMessage(),
                    "close what uses that port, or let a free one be taken with ServeOptions.defaults().port(0)",
                    e);
        }
    }

    private static List<String> taskInputs() {
        return Run.current()
                .find(Task.class)
                .map(task -> task.examples().stream()
                        .map(Example::input)
                        .distinct()
                        .limit(MOST_EXAMPLES)
                        .toList())
                .orElse(List.of());
    }
}

package org.prompt2model.serving;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final int MOST_EXAMPLES = 8;

    private final LocalServer server;

    private Demo(LocalServer server) {
        this.server = server;
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
        Demo demo = Run.current()
                .call(
                        STAGE,
                        facts,
                        () -> new Demo(LocalServer.start("The demo", new Endpoints(student, complete), complete)));
        ProgressMeter.notice(STAGE, "'" + student.name() + "' answers at " + demo + " until close() is called");
        return demo;
    }

    /** The address of the page. */
    public URI uri() {
        return server.uri();
    }

    /** Stops answering and frees the port; a second call does nothing. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return server.uri().toString();
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

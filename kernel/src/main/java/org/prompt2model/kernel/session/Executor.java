package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;
import org.prompt2model.kernel.wire.Message;

/** Runs the cells of execute requests. For one thread. */
final class Executor {
    private static final Gson JSON = new Gson();

    private final Publisher publisher;
    private final CellStreams streams;
    private final Origin origin;
    private final Consumer<Message> entering;
    private final History history;
    private int count;

    /** @param entering told of each request before its cell runs */
    Executor(Publisher publisher, CellStreams streams, Origin origin, Consumer<Message> entering, History history) {
        this.publisher = publisher;
        this.streams = streams;
        this.origin = origin;
        this.entering = entering;
        this.history = history;
    }

    /** Runs a cell and returns the reply. */
    JsonObject execute(Message message, Interpreter interpreter) {
        String code = message.text("code", "");
        boolean silent = message.flag("silent", false);
        enter(message);
        if (!silent) {
            announce(message, code);
        }
        Outcome outcome = interpreter.run(Cell.of(count, code));
        return outcome instanceof Outcome.Done done
                ? succeed(done, message, interpreter)
                : fail(message, ((Outcome.Failed) outcome).error());
    }

    /** Tells that a cell failed, or could not be run, and returns the reply. */
    JsonObject fail(Message message, CellError error) {
        JsonObject content = json(error);
        streams.flush();
        publisher.publish("error", message.header(), content);
        JsonObject reply = reply("error");
        content.entrySet().forEach(entry -> reply.add(entry.getKey(), entry.getValue()));
        return reply;
    }

    /** Does what a cell has left behind to be done when a message comes. */
    void call(Message message, Runnable work, Interpreter interpreter) {
        enter(message);
        if (interpreter.call(Executors.callable(work)) instanceof Outcome.Failed failed) {
            fail(message, failed.error());
        }
        streams.flush();
    }

    private void enter(Message message) {
        origin.enter(message.header());
        entering.accept(message);
    }

    private JsonObject reply(String status) {
        JsonObject reply = Publisher.object("status", status);
        reply.addProperty("execution_count", count);
        reply.add("payload", new JsonArray());
        return reply;
    }

    private void announce(Message message, String code) {
        if (message.flag("store_history", true)) {
            count++;
            history.add(count, code);
        }
        JsonObject content = Publisher.object("code", code);
        content.addProperty("execution_count", count);
        publisher.publish("execute_input", message.header(), content);
    }

    private JsonObject succeed(Outcome.Done done, Message message, Interpreter interpreter) {
        if (done.value() != null && !message.flag("silent", false)) {
            JsonObject content;
            try {
                content = Bundles.json(Display.render(done.value()));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                return fail(message, unrenderable(done.value(), e));
            }
            if (message.flag("store_history", true)) {
                history.addOutput(count, plain(content));
            }
            content.addProperty("execution_count", count);
            streams.flush();
            publisher.publish("execute_result", message.header(), content);
        }
        JsonObject reply = reply("ok");
        reply.add("user_expressions", expressions(message, interpreter));
        streams.flush();
        return reply;
    }

    private static String plain(JsonObject bundle) {
        JsonElement text = bundle.getAsJsonObject("data").get("text/plain");
        return text.isJsonPrimitive() ? text.getAsString() : text.toString();
    }

    private static JsonObject expressions(Message message, Interpreter interpreter) {
        JsonObject results = new JsonObject();
        message.object("user_expressions")
                .entrySet()
                .forEach(entry -> results.add(entry.getKey(), expression(entry.getValue(), interpreter)));
        return results;
    }

    private static JsonObject expression(JsonElement source, Interpreter interpreter) {
        Outcome outcome = interpreter.run(Cell.of(0, source.isJsonPrimitive() ? source.getAsString() : ""));
        JsonObject result;
        if (outcome instanceof Outcome.Done done) {
            result = Bundles.json(Display.render(done.value() == null ? "null" : done.value()));
        } else {
            result = json(((Outcome.Failed) outcome).error());
        }
        result.addProperty("status", outcome instanceof Outcome.Done ? "ok" : "error");
        return result;
    }

    private static JsonObject json(CellError error) {
        JsonObject content = Publisher.object("ename", error.name());
        content.addProperty("evalue", error.message());
        content.add("traceback", JSON.toJsonTree(error.traceback()));
        return content;
    }

    private static CellError unrenderable(Object value, Throwable e) {
        String message = "the value is a " + value.getClass().getName() + " that cannot be shown: " + e;
        return new CellError(e.getClass().getName(), message, java.util.List.of(message));
    }
}

package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;
import org.prompt2model.kernel.magics.MagicRunner;
import org.prompt2model.kernel.wire.Message;

/** Runs the cells of execute requests. For one thread. */
final class Executor {
    private static final Gson JSON = new Gson();

    private final Publisher publisher;
    private final CellStreams streams;
    private final CellInput input;
    private final History history;
    private final Interpreter interpreter;
    private final MagicRunner magics;
    private int count;

    Executor(Publisher publisher, CellStreams streams, CellInput input, History history, Interpreter interpreter) {
        this.publisher = publisher;
        this.streams = streams;
        this.input = input;
        this.history = history;
        this.interpreter = interpreter;
        this.magics = new MagicRunner(interpreter);
    }

    /**
     * Runs a cell and replies.
     *
     * @return whether the cells that wait behind it may run
     */
    boolean execute(Request request) {
        Message message = request.message();
        String code = message.text("code", "");
        boolean silent = message.flag("silent", false);
        streams.setParent(message.header());
        input.setParent(message);
        if (!silent) {
            announce(message, code);
        }
        Outcome outcome = magics.run(count, code);
        JsonObject reply = new JsonObject();
        boolean ok = outcome instanceof Outcome.Done done
                ? succeed(done, message, reply, silent)
                : fail(((Outcome.Failed) outcome).error(), message, reply);
        streams.flush();
        reply.addProperty("execution_count", count);
        reply.add("payload", new JsonArray());
        publisher.reply(request, reply);
        return ok || !message.flag("stop_on_error", true);
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

    private boolean succeed(Outcome.Done done, Message message, JsonObject reply, boolean silent) {
        if (done.value() != null && !silent) {
            JsonObject content;
            try {
                content = Bundles.json(Display.render(done.value()));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                return fail(unrenderable(done.value(), e), message, reply);
            }
            content.addProperty("execution_count", count);
            streams.flush();
            publisher.publish("execute_result", message.header(), content);
        }
        reply.addProperty("status", "ok");
        reply.add("user_expressions", expressions(message));
        return true;
    }

    private boolean fail(CellError error, Message message, JsonObject reply) {
        JsonObject content = json(error);
        streams.flush();
        publisher.publish("error", message.header(), content);
        reply.addProperty("status", "error");
        content.entrySet().forEach(entry -> reply.add(entry.getKey(), entry.getValue()));
        return false;
    }

    private JsonObject expressions(Message message) {
        JsonObject results = new JsonObject();
        JsonElement asked = message.content().get("user_expressions");
        if (asked != null && asked.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : asked.getAsJsonObject().entrySet()) {
                results.add(entry.getKey(), expression(entry.getValue()));
            }
        }
        return results;
    }

    private JsonObject expression(JsonElement source) {
        Outcome outcome = interpreter.run(Cell.of(0, source.isJsonPrimitive() ? source.getAsString() : ""));
        JsonObject result = outcome instanceof Outcome.Done done
                ? Bundles.json(Display.render(String.valueOf(done.value())))
                : json(((Outcome.Failed) outcome).error());
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

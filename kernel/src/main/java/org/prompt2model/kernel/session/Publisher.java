package org.prompt2model.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prompt2model.kernel.wire.Channel;
import org.prompt2model.kernel.wire.Message;
import org.prompt2model.kernel.wire.Wire;

/** Sends what every front end sees, and replies to those who asked. */
final class Publisher {
    private final Wire wire;

    Publisher(Wire wire) {
        this.wire = wire;
    }

    /** Publishes on iopub, as caused by the parent's header. */
    void publish(String type, JsonObject parent, JsonObject content) {
        publish(type, parent, content, List.of());
    }

    /** Publishes with binary data. */
    void publish(String type, JsonObject parent, JsonObject content, List<byte[]> buffers) {
        List<byte[]> topic = List.of(("kernel." + type).getBytes(StandardCharsets.UTF_8));
        wire.send(Channel.IOPUB, Message.of(type, parent, content, topic).with(buffers));
    }

    void status(String state, JsonObject parent) {
        publish("status", parent, object("execution_state", state));
    }

    /** Replies on the channel that the request came from; adds the status 'ok' where the content says none. */
    void reply(Request request, JsonObject content) {
        Message asked = request.message();
        if (!content.has("status")) {
            content.addProperty("status", "ok");
        }
        String type = asked.type().replaceFirst("_request$", "_reply");
        wire.send(request.channel(), Message.of(type, asked.header(), content, asked.identities()));
    }

    /** Asks the front end that sent the parent for a line of input. */
    void askForInput(Message parent, String prompt, boolean password) {
        JsonObject content = object("prompt", prompt);
        content.addProperty("password", password);
        wire.send(Channel.STDIN, Message.of("input_request", parent.header(), content, parent.identities()));
    }

    /** The content of a reply that says what went wrong. */
    static JsonObject failure(String name, String message) {
        JsonObject content = object("status", "error");
        content.addProperty("ename", name);
        content.addProperty("evalue", message);
        content.add("traceback", new JsonArray());
        return content;
    }

    static JsonObject object(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }
}

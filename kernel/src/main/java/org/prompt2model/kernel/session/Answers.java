package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.prompt2model.kernel.jshell.Completeness;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.wire.Message;

/** Answers to questions about source. The protocol counts code points, the interpreter {@code char}s. */
final class Answers {
    private static final Gson JSON = new Gson();

    private Answers() {}

    static JsonObject isComplete(Message request, Interpreter interpreter) {
        Completeness completeness = interpreter.completeness(request.text("code", ""));
        JsonObject content = Publisher.object("status", completeness.state());
        if (completeness.state().equals("incomplete")) {
            content.addProperty("indent", completeness.indent());
        }
        return content;
    }

    static JsonObject complete(Message request, Interpreter interpreter) {
        String code = request.text("code", "");
        Completions found = interpreter.complete(code, cursor(request, code));
        JsonObject content = Publisher.object("matches", JSON.toJsonTree(found.matches()));
        content.addProperty("cursor_start", code.codePointCount(0, found.start()));
        content.addProperty("cursor_end", code.codePointCount(0, found.end()));
        JsonObject metadata = new JsonObject();
        metadata.add(CompletionTypes.FIELD, new CompletionTypes(code, found, interpreter).json());
        content.add("metadata", metadata);
        return content;
    }

    static JsonObject inspect(Message request, Interpreter interpreter) {
        String code = request.text("code", "");
        Optional<String> found = interpreter.describe(code, cursor(request, code));
        JsonObject content = new JsonObject();
        content.addProperty("found", found.isPresent());
        JsonObject data = new JsonObject();
        found.ifPresent(text -> data.addProperty("text/plain", text));
        content.add("data", data);
        content.add("metadata", new JsonObject());
        return content;
    }

    private static int cursor(Message request, String code) {
        int points = code.codePointCount(0, code.length());
        int wanted = request.number("cursor_pos", points);
        return code.offsetByCodePoints(0, Math.max(0, Math.min(wanted, points)));
    }
}

package org.prompt2model.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.prompt2model.kernel.wire.Message;

/** What the kernel says of itself. */
final class KernelInfo {
    static final String VERSION = "0.1.0";

    private KernelInfo() {}

    static JsonObject answer() {
        JsonObject language = Publisher.object("name", "java");
        language.addProperty("version", Integer.toString(Runtime.version().feature()));
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".jshell");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "text/x-java");
        JsonObject content = Publisher.object("protocol_version", Message.PROTOCOL);
        content.addProperty("implementation", "prompt2model");
        content.addProperty("implementation_version", VERSION);
        content.add("language_info", language);
        content.addProperty("banner", "Java " + Runtime.version() + ", Prompt2Model " + VERSION);
        content.add("help_links", new JsonArray());
        content.add("supported_features", new JsonArray());
        return content;
    }
}

package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Display data as the protocol writes it. */
final class Bundles {
    private static final Gson JSON = new GsonBuilder().create();

    private Bundles() {}

    /** An object with {@code data} and {@code metadata}. */
    static JsonObject json(DisplayData display) {
        JsonObject all = JSON.toJsonTree(display).getAsJsonObject();
        JsonObject content = new JsonObject();
        content.add("data", objectOf(all, "data"));
        content.add("metadata", objectOf(all, "metadata"));
        return content;
    }

    private static JsonObject objectOf(JsonObject all, String name) {
        JsonElement element = all.get(name);
        return element != null && element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
    }
}

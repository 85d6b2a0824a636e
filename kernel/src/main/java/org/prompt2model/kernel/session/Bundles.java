package org.prompt2model.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;

/** Display data as the protocol writes it. */
final class Bundles {
    private static final Gson JSON = new Gson();
    private static final VarHandle DATA = field("data");
    private static final VarHandle METADATA = field("metadata");

    private Bundles() {}

    /** An object with {@code data} and {@code metadata}. */
    static JsonObject json(DisplayData display) {
        JsonObject content = new JsonObject();
        content.add("data", tree((Map<?, ?>) DATA.get(display)));
        content.add("metadata", tree((Map<?, ?>) METADATA.get(display)));
        return content;
    }

    private static JsonElement tree(Map<?, ?> map) {
        return map == null ? new JsonObject() : JSON.toJsonTree(map, Map.class);
    }

    /** Its maps cannot be asked for, and Gson's own reflection makes method handles while the first cell waits. */
    private static VarHandle field(String name) {
        try {
            return MethodHandles.privateLookupIn(DisplayData.class, MethodHandles.lookup())
                    .findVarHandle(DisplayData.class, name, Map.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the library of Jupyter's types has changed", e);
        }
    }
}

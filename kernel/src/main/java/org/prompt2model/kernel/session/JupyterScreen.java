package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.prompt2model.kernel.display.Screen;

/** Shows displays under the cell that they come from. */
final class JupyterScreen implements Screen {
    private final Publisher publisher;
    private final CellStreams streams;
    private final Origin origin;

    JupyterScreen(Publisher publisher, CellStreams streams, Origin origin) {
        this.publisher = publisher;
        this.streams = streams;
        this.origin = origin;
    }

    @Override
    public void show(DisplayData data) {
        send("display_data", data);
    }

    @Override
    public void update(DisplayData data) {
        send("update_display_data", data);
    }

    @Override
    public void clear(boolean wait) {
        JsonObject content = new JsonObject();
        content.addProperty("wait", wait);
        publish("clear_output", content);
    }

    private void send(String type, DisplayData data) {
        JsonObject content = Bundles.json(data);
        if (data.hasDisplayId()) {
            content.add("transient", Publisher.object("display_id", data.getDisplayId()));
        }
        publish(type, content);
    }

    /** Output printed before must stand before. */
    private void publish(String type, JsonObject content) {
        streams.flush();
        publisher.publish(type, origin.current(), content);
    }
}

package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Standard output and error of cells. What is printed is gathered for a moment and sent in one message, under the cell
 * that it comes from. Without output no thread wakes.
 */
final class CellStreams {
    private static final int PERIOD_MILLIS = 40;
    private static final int FULL = 1 << 16;

    private final Publisher publisher;
    private final Origin origin;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "jupyter-output");
        thread.setDaemon(true);
        return thread;
    });
    private final StringBuilder text = new StringBuilder();
    private String stream = "";
    private JsonObject parent = new JsonObject();
    private boolean scheduled;

    CellStreams(Publisher publisher, Origin origin) {
        this.publisher = publisher;
        this.origin = origin;
    }

    /** A stream that sends to front ends under a name, {@code stdout} or {@code stderr}. */
    PrintStream open(String name) {
        return new CellPrintStream(characters -> write(name, characters));
    }

    /** Sends what was gathered. */
    synchronized void flush() {
        if (text.length() > 0) {
            JsonObject content = Publisher.object("name", stream);
            content.addProperty("text", text.toString());
            text.setLength(0);
            publisher.publish("stream", parent, content);
        }
    }

    private synchronized void write(String name, CharSequence characters) {
        JsonObject from = origin.current();
        if (!from.equals(parent) || !name.equals(stream)) {
            flush();
            stream = name;
            parent = from;
        }
        text.append(characters);
        if (text.length() > FULL) {
            flush();
        } else if (!scheduled && text.length() > 0) {
            scheduled = true;
            // Nothing can fail unseen in it: publishing only queues a message.
            Future<?> unused = timer.schedule(this::flushLater, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void flushLater() {
        scheduled = false;
        flush();
    }
}

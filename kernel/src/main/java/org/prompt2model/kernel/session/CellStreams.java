package org.prompt2model.kernel.session;

import com.google.gson.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Standard output and error of cells. What is printed is gathered for a moment and sent in one message, under the cell
 * that ran when it was printed. Without output no thread wakes.
 */
final class CellStreams {
    private static final int PERIOD_MILLIS = 40;
    private static final int FULL = 1 << 16;

    private final Publisher publisher;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "jupyter-output");
        thread.setDaemon(true);
        return thread;
    });
    private final StringBuilder text = new StringBuilder();
    private String stream = "";
    private JsonObject parent = new JsonObject();
    private boolean scheduled;

    CellStreams(Publisher publisher) {
        this.publisher = publisher;
    }

    /** From now on, output belongs to the request with that header. */
    synchronized void setParent(JsonObject header) {
        flush();
        parent = header;
    }

    /** The header of the request that output belongs to. */
    synchronized JsonObject parent() {
        return parent;
    }

    /** A stream that sends to front ends under a name, {@code stdout} or {@code stderr}. */
    PrintStream open(String name) {
        return new PrintStream(new Text(name), true, StandardCharsets.UTF_8);
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
        if (!name.equals(stream)) {
            flush();
            stream = name;
        }
        text.append(characters);
        if (text.length() > FULL) {
            flush();
        } else if (!scheduled && text.length() > 0) {
            scheduled = true;
            // Nothing can fail unseen in it: sending a message only queues it.
            ScheduledFuture<?> unused = timer.schedule(this::flushLater, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void flushLater() {
        scheduled = false;
        flush();
    }

    /** Decodes UTF-8 as it comes: a character may be written in pieces. */
    private final class Text extends OutputStream {
        private final String name;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer rest = ByteBuffer.allocate(0);

        Text(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
            in.put(rest).put(bytes, offset, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, false);
            rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
            CellStreams.this.write(name, out.flip());
        }
    }
}

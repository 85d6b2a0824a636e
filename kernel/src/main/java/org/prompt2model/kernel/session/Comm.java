package org.prompt2model.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A connection between a cell and code of the front end, such as a widget. Safe for several threads. */
public final class Comm {
    /**
     * What the front end sent.
     *
     * @param data as JSON has it: maps, lists, texts, numbers ({@code Double}), truth values, null
     * @param buffers binary data
     */
    public record Received(Map<String, Object> data, List<byte[]> buffers) {}

    private final String id;
    private final String target;
    private final Comms comms;
    private volatile Consumer<Received> listener = received -> {};
    private volatile Runnable atEnd = () -> {};

    Comm(String id, String target, Comms comms) {
        this.id = id;
        this.target = target;
        this.comms = comms;
    }

    /** Its identifier, which front ends use too. */
    public String id() {
        return id;
    }

    /** The name under which the other side answers. */
    public String target() {
        return target;
    }

    /** Sends data, and binary buffers with it, to the front end. */
    public void send(Map<String, ?> data, byte[]... buffers) {
        comms.send("comm_msg", this, data, List.of(buffers));
    }

    /** What to do with data that comes; it runs between cells, and an interrupt stops it. */
    public void onMessage(Consumer<Received> next) {
        listener = Objects.requireNonNull(next, "next");
    }

    /** What to do when the front end closes it. */
    public void onClose(Runnable next) {
        atEnd = Objects.requireNonNull(next, "next");
    }

    /** Closes it on both sides. */
    public void close() {
        comms.close(this);
    }

    void receive(Received received) {
        listener.accept(received);
    }

    void ended() {
        atEnd.run();
    }
}

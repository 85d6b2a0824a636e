package org.prompt2model.kernel.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.ZMQ;

/**
 * The sockets of a kernel, owned by one thread. That thread sleeps until a message arrives or one is to be sent: it never
 * polls on a timer. What is badly signed, malformed or replayed is refused, and the wire lives on.
 */
public final class Wire implements AutoCloseable {
    private record Outgoing(Channel channel, Message message) {}

    private final Sockets sockets;
    private final MessageCodec codec;
    private final Inbox inbox;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closing;

    /** Binds the sockets; nothing is read before {@link #start}. */
    public Wire(Connection connection, Inbox inbox) {
        this.codec = new MessageCodec(new Signer(connection.scheme(), connection.key()));
        this.inbox = inbox;
        this.sockets = new Sockets(connection);
        try {
            this.selector = sockets.selector();
        } catch (IOException e) {
            sockets.context.close();
            throw new UncheckedIOException("this JVM cannot wait for its sockets", e);
        }
        this.thread = new Thread(this::loop, "jupyter-wire");
        this.thread.setDaemon(true);
    }

    /** Begins to read and to send. */
    public void start() {
        thread.start();
    }

    /** The ports that are bound. */
    public Connection.Ports ports() {
        return sockets.ports();
    }

    /** Sends a message, in the order of the calls; may be called from any thread, and does not block. */
    public void send(Channel channel, Message message) {
        outgoing.add(new Outgoing(channel, message));
        wake();
    }

    /** Sends what is waiting, closes the sockets and ends the thread. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the sleep of the wire's thread, or the next one. A selector does so for any thread, also for one that is
     * being interrupted, whose interrupt ZeroMQ would take for its own.
     */
    private void wake() {
        if (!Thread.currentThread().equals(thread)) {
            selector.wakeup();
        }
    }

    private void loop() {
        try {
            int woken = 0;
            while (!closing || !outgoing.isEmpty()) {
                if (turn()) {
                    woken = 0;
                    continue;
                }
                if (woken > 0) {
                    // ZeroMQ signals before it counts the signal: until its thread goes on, there is nothing to see.
                    LockSupport.parkNanos(1);
                }
                woken = selector.select();
                selector.selectedKeys().clear();
                // A cell that interrupts every thread it finds must not keep this one from sleeping.
                Thread.interrupted();
            }
            selector.close();
        } catch (IOException e) {
            inbox.onFailure(Channel.SHELL, e);
        } finally {
            sockets.context.close();
        }
    }

    /** Reads and sends what is there; false where that was nothing. ZeroMQ wants to be asked again after any something. */
    private boolean turn() {
        boolean something = welcome();
        List<byte[]> beat = frames(sockets.heartbeat);
        if (!beat.isEmpty()) {
            write(sockets.heartbeat, beat);
            something = true;
        }
        for (Channel channel : List.of(Channel.CONTROL, Channel.STDIN, Channel.SHELL)) {
            something |= receiveAll(channel);
        }
        return sendWaiting() || something;
    }

    private boolean sendWaiting() {
        boolean something = false;
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            something = true;
            send(next);
        }
        return something;
    }

    private void send(Outgoing next) {
        try {
            List<byte[]> frames = codec.encode(next.message());
            if (next.channel() == Channel.IOPUB) {
                // As late as can be: ZeroMQ lets a subscription begin within a send, too.
                welcome();
            }
            write(sockets.channels.get(next.channel()), frames);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            inbox.onFailure(next.channel(), e);
        }
    }

    private boolean receiveAll(Channel channel) {
        ZMQ.Socket socket = sockets.channels.get(channel);
        boolean something = false;
        for (List<byte[]> frames = frames(socket); !frames.isEmpty(); frames = frames(socket)) {
            receive(channel, frames);
            something = true;
        }
        return something;
    }

    private void receive(Channel channel, List<byte[]> frames) {
        try {
            inbox.onMessage(channel, codec.decode(frames));
        } catch (RefusedMessageException e) {
            inbox.onRefused(channel, e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A cell may have filled the memory: the wire must outlive it.
            inbox.onFailure(channel, e);
        }
    }

    /** Whoever subscribed is told before anything else, so that it knows from when on it misses nothing (JEP 65). */
    private boolean welcome() {
        ZMQ.Socket iopub = sockets.channels.get(Channel.IOPUB);
        boolean something = false;
        for (byte[] frame = iopub.recv(ZMQ.DONTWAIT); frame != null; frame = iopub.recv(ZMQ.DONTWAIT)) {
            something = true;
            if (frame.length > 0 && frame[0] == 1) {
                byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
                JsonObject content = new JsonObject();
                content.addProperty("subscription", new String(topic, StandardCharsets.UTF_8));
                Message welcome = Message.of("iopub_welcome", new JsonObject(), content, List.of(topic));
                write(iopub, codec.encode(welcome));
            }
        }
        return something;
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static List<byte[]> frames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = socket.hasReceiveMore() ? socket.recv() : null;
        }
        return frames;
    }
}

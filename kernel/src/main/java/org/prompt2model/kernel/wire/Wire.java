package org.prompt2model.kernel.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The sockets of a kernel, owned by one thread. That thread sleeps until a message arrives or one is to be sent (an
 * inproc pair wakes it): it never polls on a timer. What is badly signed, malformed or replayed is refused, and the
 * wire lives on.
 */
public final class Wire implements AutoCloseable {
    private static final String WAKE = "inproc://wake";

    private record Outgoing(Channel channel, Message message) {}

    private final Sockets sockets;
    private final MessageCodec codec;
    private final Inbox inbox;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ZMQ.Socket wakeIn;
    private final Waker waker;
    private final Thread thread;
    private volatile boolean closing;

    /** Binds the sockets; nothing is read before {@link #start}. */
    public Wire(Connection connection, Inbox inbox) {
        this.codec = new MessageCodec(new Signer(connection.scheme(), connection.key()));
        this.inbox = inbox;
        this.sockets = new Sockets(connection);
        this.wakeIn = sockets.context.createSocket(SocketType.PAIR);
        this.wakeIn.bind(WAKE);
        ZMQ.Socket wakeOut = sockets.context.createSocket(SocketType.PAIR);
        wakeOut.connect(WAKE);
        this.waker = new Waker(wakeOut);
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

    private void wake() {
        // The wire's own thread sends what is waiting before it sleeps again.
        if (!Thread.currentThread().equals(thread) && awake.compareAndSet(false, true)) {
            synchronized (wakeOut) {
                wakeOut.send(new byte[0], ZMQ.DONTWAIT);
            }
        }
    }

    private void loop() {
        try (ZMQ.Poller poller = sockets.context.createPoller(Channel.values().length + 2)) {
            Map<Channel, Integer> slots = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                slots.put(channel, poller.register(sockets.channels.get(channel), ZMQ.Poller.POLLIN));
            }
            int heartbeat = poller.register(sockets.heartbeat, ZMQ.Poller.POLLIN);
            int wake = poller.register(wakeIn, ZMQ.Poller.POLLIN);
            while (!closing || !outgoing.isEmpty()) {
                poller.poll(-1);
                if (poller.pollin(wake)) {
                    wakeIn.recv(ZMQ.DONTWAIT);
                    awake.set(false);
                }
                if (poller.pollin(heartbeat)) {
                    write(sockets.heartbeat, frames(sockets.heartbeat));
                }
                slots.forEach((channel, slot) -> {
                    if (poller.pollin(slot)) {
                        receiveAll(channel);
                    }
                }
                sendWaiting();
            }
        } finally {
            waker.close();
            sockets.context.close();
        }
    }

    private void sendWaiting() {
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            if (next.channel() == Channel.IOPUB) {
                welcome();
            }
            send(next);
        }
    }

    private void send(Outgoing next) {
        try {
            write(sockets.channels.get(next.channel()), codec.encode(next.message()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            inbox.onFailure(next.channel(), e);
        }
    }

    private void receiveAll(Channel channel) {
        if (channel == Channel.IOPUB) {
            welcome();
            return;
        }
        ZMQ.Socket socket = sockets.channels.get(channel);
        for (List<byte[]> frames = frames(socket); !frames.isEmpty(); frames = frames(socket)) {
            receive(channel, frames);
        }
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
    private void welcome() {
        ZMQ.Socket iopub = sockets.channels.get(Channel.IOPUB);
        for (byte[] frame = iopub.recv(ZMQ.DONTWAIT); frame != null; frame = iopub.recv(ZMQ.DONTWAIT)) {
            if (frame.length > 0 && frame[0] == 1) {
                byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
                JsonObject content = new JsonObject();
                content.addProperty("subscription", new String(topic, StandardCharsets.UTF_8));
                Message welcome = Message.of("iopub_welcome", new JsonObject(), content, List.of(topic));
                send(new Outgoing(Channel.IOPUB, welcome));
            }
        }
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

package org.prompt2model.kernel.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The other end of a wire: sends requests to a kernel, reads what comes back. For one thread. */
public final class Client implements AutoCloseable {
    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final MessageCodec codec;
    private final int patienceMillis;

    /**
     * Connects to a kernel, which need not be there yet.
     *
     * @param ports those that the kernel bound
     * @param patienceMillis how long to wait for a message, milliseconds
     */
    public Client(Connection connection, Connection.Ports ports, int patienceMillis) {
        this.patienceMillis = patienceMillis;
        codec = new MessageCodec(new Signer(connection.scheme(), connection.key()));
        connect(Channel.SHELL, SocketType.DEALER, connection.address(ports.shell()));
        connect(Channel.CONTROL, SocketType.DEALER, connection.address(ports.control()));
        connect(Channel.STDIN, SocketType.DEALER, connection.address(ports.stdin()));
        connect(Channel.IOPUB, SocketType.SUB, connection.address(ports.iopub()));
        sockets.get(Channel.IOPUB).subscribe(new byte[0]);
    }

    /** Sends a request; returns it. */
    public Message send(Channel channel, String type, JsonObject content) {
        Message message = Message.of(type, new JsonObject(), content, List.of());
        send(channel, codec.encode(message));
        return message;
    }

    /** Sends frames that need not be a message. */
    void send(Channel channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get(channel).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /**
     * The next message on the channel.
     *
     * @throws IllegalStateException if none came in time, or one that is refused
     */
    public Message receive(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new IllegalStateException("nothing came from the kernel in " + patienceMillis + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        try {
            return codec.decode(frames);
        } catch (RefusedMessageException e) {
            throw new IllegalStateException("a message on " + channel + " is refused", e);
        }
    }

    /** The reply to a request on the channel; others before it are dropped. */
    public Message replyTo(Channel channel, Message request) {
        Message reply = receive(channel);
        while (!answers(reply, request)) {
            reply = receive(channel);
        }
        return reply;
    }

    /** Whether a message was caused by the request. */
    public static boolean answers(Message message, Message request) {
        return request.header().get("msg_id").equals(message.parent().get("msg_id"));
    }

    private void connect(Channel channel, SocketType type, String address) {
        ZMQ.Socket socket = context.createSocket(type);
        // The kernel asks for input on stdin under the identity of the shell request.
        socket.setIdentity("front-end".getBytes(StandardCharsets.US_ASCII));
        socket.setReceiveTimeOut(patienceMillis);
        socket.connect(address);
        sockets.put(channel, socket);
    }

    @Override
    public void close() {
        context.close();
    }
}

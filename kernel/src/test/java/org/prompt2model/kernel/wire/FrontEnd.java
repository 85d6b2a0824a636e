package org.prompt2model.kernel.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end for tests: sends requests to a kernel and reads what comes back. For one thread. */
public final class FrontEnd implements AutoCloseable {
    /** A connection on free ports with the key of this front end. */
    public static final Connection ANYWHERE =
            new Connection("tcp", "127.0.0.1", new Connection.Ports(0, 0, 0, 0, 0), "hmac-sha256", "secret");

    private static final int PATIENCE_MILLIS = 600_000;

    private final ZContext context = new ZContext();
    private final MessageCodec codec = new MessageCodec(new Signer(ANYWHERE.scheme(), ANYWHERE.key()));
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;

    public FrontEnd(Connection.Ports ports) {
        shell = connect(SocketType.DEALER, ports.shell());
        control = connect(SocketType.DEALER, ports.control());
        stdin = connect(SocketType.DEALER, ports.stdin());
        iopub = connect(SocketType.SUB, ports.iopub());
        iopub.subscribe(new byte[0]);
        published("iopub_welcome");
    }

    /** Sends a cell. */
    public Message execute(String code) {
        return toShell("execute_request", cell(code));
    }

    /** The content of a request to run a cell, from a front end that can be asked for input. */
    public static JsonObject cell(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("allow_stdin", true);
        return content;
    }

    /** The four parts of a message that are signed: header, parent header, metadata, content. */
    public List<byte[]> parts(String type, JsonObject content) {
        List<byte[]> frames = codec.encode(Message.of(type, new JsonObject(), content, List.of()));
        return List.copyOf(frames.subList(2, frames.size()));
    }

    /** Frames of a message with a good signature over whatever the parts are. */
    public static List<byte[]> signed(List<byte[]> parts) {
        List<byte[]> frames = new ArrayList<>();
        frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
        frames.add(new Signer(ANYWHERE.scheme(), ANYWHERE.key()).sign(parts));
        frames.addAll(parts);
        return frames;
    }

    /** Sends frames that need not be a message. */
    public void toShell(List<byte[]> frames) {
        write(shell, frames);
    }

    /** Sends frames that need not be a message. */
    public void toControl(List<byte[]> frames) {
        write(control, frames);
    }

    /** The reply to a request on the shell channel; others before it are dropped. */
    public Message shellReplyTo(Message request) {
        Message reply = receive(shell);
        while (!answers(reply, request)) {
            reply = receive(shell);
        }
        return reply;
    }

    public Message toShell(String type, JsonObject content) {
        return send(shell, type, content);
    }

    public Message toControl(String type) {
        return send(control, type, new JsonObject());
    }

    public void answerInput(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("value", text);
        send(stdin, "input_reply", content);
    }

    public Message shellReply() {
        return receive(shell);
    }

    public Message controlReply() {
        return receive(control);
    }

    public Message inputRequest() {
        return receive(stdin);
    }

    /** The next published message of the type; those before it are dropped. */
    public Message published(String type) {
        Message message = receive(iopub);
        while (!message.type().equals(type)) {
            message = receive(iopub);
        }
        return message;
    }

    /** What is published for a request, up to its {@code idle}. */
    public List<Message> publishedFor(Message request) {
        List<Message> messages = new ArrayList<>();
        boolean idle = false;
        while (!idle) {
            Message message = receive(iopub);
            if (answers(message, request)) {
                messages.add(message);
                idle = message.type().equals("status")
                        && message.text("execution_state", "").equals("idle");
            }
        }
        return messages;
    }

    private static boolean answers(Message message, Message request) {
        return request.header().get("msg_id").equals(message.parent().get("msg_id"));
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        // The kernel asks for input on stdin under the identity of the shell request.
        socket.setIdentity("front-end".getBytes(StandardCharsets.US_ASCII));
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    private Message send(ZMQ.Socket socket, String type, JsonObject content) {
        Message message = Message.of(type, new JsonObject(), content, List.of());
        write(socket, codec.encode(message));
        return message;
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private Message receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError("nothing came from the kernel in " + PATIENCE_MILLIS + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        try {
            return codec.decode(frames);
        } catch (RefusedMessageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

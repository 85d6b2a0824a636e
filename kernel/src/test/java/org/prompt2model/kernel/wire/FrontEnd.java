package org.prompt2model.kernel.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A front end for tests: sends requests to a kernel and reads what comes back. For one thread. */
public final class FrontEnd implements AutoCloseable {
    /** A connection on free ports with the key of this front end. */
    public static final Connection ANYWHERE =
            new Connection("tcp", "127.0.0.1", new Connection.Ports(0, 0, 0, 0, 0), "hmac-sha256", "secret");

    private static final int PATIENCE_MILLIS = 600_000;

    private final MessageCodec codec = new MessageCodec(new Signer(ANYWHERE.scheme(), ANYWHERE.key()));
    private final Client client;

    public FrontEnd(Connection.Ports ports) {
        client = new Client(ANYWHERE, ports, PATIENCE_MILLIS);
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

    /** Sends a message that was made before. */
    public void toShell(Message message) {
        client.send(Channel.SHELL, codec.encode(message));
    }

    /** Sends frames that need not be a message. */
    public void toShell(List<byte[]> frames) {
        client.send(Channel.SHELL, frames);
    }

    /** Sends frames that need not be a message. */
    public void toControl(List<byte[]> frames) {
        client.send(Channel.CONTROL, frames);
    }

    /** The reply to a request on the shell channel; others before it are dropped. */
    public Message shellReplyTo(Message request) {
        return client.replyTo(Channel.SHELL, request);
    }

    public Message toShell(String type, JsonObject content) {
        return client.send(Channel.SHELL, type, content);
    }

    public Message toControl(String type) {
        return client.send(Channel.CONTROL, type, new JsonObject());
    }

    public void answerInput(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("value", text);
        client.send(Channel.STDIN, "input_reply", content);
    }

    public Message shellReply() {
        return client.receive(Channel.SHELL);
    }

    public Message controlReply() {
        return client.receive(Channel.CONTROL);
    }

    public Message inputRequest() {
        return client.receive(Channel.STDIN);
    }

    /** The next published message of the type; those before it are dropped. */
    public Message published(String type) {
        Message message = client.receive(Channel.IOPUB);
        while (!message.type().equals(type)) {
            message = client.receive(Channel.IOPUB);
        }
        return message;
    }

    /** What is published for a request, up to its {@code idle}. */
    public List<Message> publishedFor(Message request) {
        List<Message> messages = new ArrayList<>();
        boolean idle = false;
        while (!idle) {
            Message message = client.receive(Channel.IOPUB);
            if (Client.answers(message, request)) {
                messages.add(message);
                idle = message.type().equals("status")
                        && message.text("execution_state", "").equals("idle");
            }
        }
        return messages;
    }

    @Override
    public void close() {
        client.close();
    }
}

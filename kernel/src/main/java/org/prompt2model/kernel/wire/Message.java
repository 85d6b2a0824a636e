package org.prompt2model.kernel.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One message of the protocol.
 *
 * @param identities routing frames: who sent it, or who is to get it; the topic on iopub
 * @param header type, identifier, session and date of the message
 * @param parent header of the request that it answers; empty where there is none
 * @param metadata free
 * @param content what the type of the message prescribes
 * @param buffers binary data that some messages of comms carry; not signed
 */
public record Message(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {
    /** Version of the protocol that we speak. */
    public static final String PROTOCOL = "5.5";

    private static final String SESSION = UUID.randomUUID().toString();
    /** Tells the messages of a session apart; a random number for each costs more than the rest of the header. */
    private static final AtomicLong COUNT = new AtomicLong();

    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    /** A message of this kernel that answers, or is caused by, the parent. */
    public static Message of(String type, JsonObject parent, JsonObject content, List<byte[]> identities) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", SESSION + "_" + COUNT.incrementAndGet());
        header.addProperty("username", "kernel");
        header.addProperty("session", SESSION);
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL);
        return new Message(identities, header, parent, new JsonObject(), content, List.of());
    }

    /** This message with binary data. */
    public Message with(List<byte[]> data) {
        return new Message(identities, header, parent, metadata, content, data);
    }

    /** The type, such as {@code execute_request}; empty where the header has none. */
    public String type() {
        return text(header, "msg_type", "");
    }

    /**
     * Whether its sender sent this message before the other, or at the same time: by the dates of their headers, so
     * channels do not matter. False where they are of different sessions, whose clocks may differ, or a date is missing.
     */
    public boolean sentBefore(Message other) {
        String session = text(header, "session", "");
        if (session.isEmpty() || !session.equals(text(other.header, "session", ""))) {
            return false;
        }
        try {
            return !Instant.parse(text(header, "date", "")).isAfter(Instant.parse(text(other.header, "date", "")));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A text of the content, or the fallback where it is missing or no text. */
    public String text(String name, String fallback) {
        return text(content, name, fallback);
    }

    /** An object of the content; empty where it is missing or something else. */
    public JsonObject object(String name) {
        JsonElement element = content.get(name);
        return element != null && element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
    }

    /** A truth value of the content, or the fallback where it is missing or something else. */
    public boolean flag(String name, boolean fallback) {
        JsonElement element = content.get(name);
        boolean given = element != null
                && element.isJsonPrimitive()
                && element.getAsJsonPrimitive().isBoolean();
        return given ? element.getAsBoolean() : fallback;
    }

    /** A whole number of the content, or the fallback where it is missing or something else. */
    public int number(String name, int fallback) {
        JsonElement element = content.get(name);
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isNumber()) {
            return fallback;
        }
        double value = element.getAsDouble();
        return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE ? (int) value : fallback;
    }

    private static String text(JsonObject object, String name, String fallback) {
        JsonElement element = object.get(name);
        return element != null
                        && element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isString()
                ? element.getAsString()
                : fallback;
    }
}

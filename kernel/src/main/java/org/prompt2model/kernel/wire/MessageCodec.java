package org.prompt2model.kernel.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Frames to messages and back, by the rules of the Jupyter protocol. For one thread. */
final class MessageCodec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_PARTS = 4;
    private static final int REMEMBERED_SIGNATURES = 1 << 16;
    private static final int MAX_DEPTH = 200;
    private static final Gson JSON = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();
    private static final TypeAdapter<JsonElement> ELEMENT = JSON.getAdapter(JsonElement.class);

    private final Signer signer;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_SIGNATURES;
        }
    });

    MessageCodec(Signer signer) {
        this.signer = signer;
    }

    List<byte[]> encode(Message message) {
        List<byte[]> parts = List.of(
                bytes(message.header()), bytes(message.parent()), bytes(message.metadata()), bytes(message.content()));
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signer.sign(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    Message decode(List<byte[]> frames) throws RefusedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int first = delimiter + 2;
        if (frames.size() < first + SIGNED_PARTS) {
            throw new RefusedMessageException("malformed: " + frames.size() + " frames");
        }
        List<byte[]> parts = frames.subList(first, first + SIGNED_PARTS);
        byte[] signature = frames.get(delimiter + 1);
        if (!signer.accepts(signature, parts)) {
            throw new RefusedMessageException("bad signature");
        }
        if (signer.signs() && !seen.add(new String(signature, StandardCharsets.US_ASCII))) {
            throw new RefusedMessageException("replayed");
        }
        Message message = new Message(
                frames.subList(0, delimiter),
                object(parts.get(0), "header"),
                object(parts.get(1), "parent header"),
                object(parts.get(2), "metadata"),
                object(parts.get(3), "content"),
                frames.subList(first + SIGNED_PARTS, frames.size()));
        if (message.type().isEmpty()) {
            throw new RefusedMessageException("malformed: no message type");
        }
        return message;
    }

    private static byte[] bytes(JsonObject object) {
        return JSON.toJson(object).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(byte[] frame, String part) throws RefusedMessageException {
        requireShallow(frame, part);
        // Unlike Gson.fromJson, the reader refuses what only looks like JSON: comments, single quotes, bare words.
        JsonReader reader = new JsonReader(new StringReader(new String(frame, StandardCharsets.UTF_8)));
        try {
            JsonElement element = ELEMENT.read(reader);
            if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new RefusedMessageException("malformed: the " + part + " is no JSON object");
            }
            return element.getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new RefusedMessageException("malformed: the " + part + " is no JSON", e);
        }
    }

    /** Gson reads by recursion: a million brackets would overflow the stack. */
    private static void requireShallow(byte[] frame, String part) throws RefusedMessageException {
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < frame.length; i++) {
            byte b = frame[i];
            if (text) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    text = false;
                }
            } else if (b == '"') {
                text = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw new RefusedMessageException("malformed: the " + part + " is nested too deep");
            }
        }
    }
}

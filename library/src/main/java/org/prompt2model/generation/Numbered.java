package org.prompt2model.generation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts under numbers, {@code {"1": "...", "2": "..."}}: the least JSON for many of them in one reply. Of a reply that is
 * cut off, what is whole counts. An array is numbered by its order.
 */
final class Numbered {
    private static final int LONGEST = 1_000_000;
    private static final int LONGEST_NUMBER = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Numbered() {}

    /** The texts of a reply by number, from 1; none where it holds none, or is over a million characters long. */
    static Map<Integer, String> read(String reply) {
        Map<Integer, String> found = new TreeMap<>();
        int start = reply.indexOf('{');
        if (start < 0 || reply.length() > LONGEST) {
            return found;
        }
        try (JsonParser parser = JSON.createParser(reply.substring(start))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (isNumber(name)) {
                    found.putIfAbsent(Integer.parseInt(name), text(parser.readValueAsTree()));
                } else if (parser.currentToken() == JsonToken.START_ARRAY) {
                    array(parser, found);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // The reply is cut off or malformed from here on; what was read before it is whole.
            return found;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        return found;
    }

    private static void array(JsonParser parser, Map<Integer, String> found) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode node = parser.readValueAsTree();
            int number = node.has("id") ? node.path("id").asInt() : found.size() + 1;
            found.putIfAbsent(number, text(node));
        }
    }

    private static boolean isNumber(String name) {
        return name.length() <= LONGEST_NUMBER && name.matches("[0-9]+");
    }

    /** Outputs may be JSON themselves; those in {@code {"output": ...}} are unwrapped. */
    private static String text(JsonNode node) {
        JsonNode inner = node.has("output") ? node.path("output") : node.has("input") ? node.path("input") : node;
        return inner.isContainerNode() ? inner.toString() : inner.asText().strip();
    }
}

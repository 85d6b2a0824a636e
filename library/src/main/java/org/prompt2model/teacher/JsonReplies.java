package org.prompt2model.teacher;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds JSON objects in what a language model wrote: in code fences, with prose around, several in a row, or cut off,
 * where the whole objects inside still count.
 */
public final class JsonReplies {
    private static final int LONGEST = 1_000_000;
    private static final int MOST_ATTEMPTS = 2_000;
    /** Characters read in all: a text of nothing but beginnings would be read from each of them to its end. */
    private static final long MOST_READ = 20L * LONGEST;

    private static final ObjectReader READER =
            new ObjectMapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonReplies() {}

    /**
     * The outermost whole JSON objects of a text, in their order. Nesting beyond a thousand levels is no object.
     *
     * @return the objects; none where there are none, or where the text is over a million characters
     */
    public static List<JsonNode> objects(String text) {
        List<JsonNode> found = new ArrayList<>();
        if (text.length() > LONGEST) {
            return found;
        }
        char[] characters = text.toCharArray();
        long read = 0;
        int start = text.indexOf('{');
        for (int attempt = 0; start >= 0 && attempt < MOST_ATTEMPTS && read < MOST_READ; attempt++) {
            int next = start + 1;
            try (JsonParser parser = READER.createParser(characters, start, characters.length - start)) {
                try {
                    JsonNode node = READER.readTree(parser);
                    if (node != null && node.isObject()) {
                        found.add(node);
                        next = start + (int) parser.currentLocation().getCharOffset();
                        attempt--;
                    }
                } catch (JsonProcessingException e) {
                    // Not an object from here on; one may begin at a later brace.
                    next = start + 1;
                }
                read += parser.currentLocation().getCharOffset();
            } catch (IOException e) {
                throw new IllegalStateException("a text in memory cannot fail to be read", e);
            }
            start = text.indexOf('{', next);
        }
        return found;
    }

    /**
     * The objects in the array {@code name} of a reply. Where the reply is cut off or has no such array, its whole
     * objects themselves.
     */
    public static List<JsonNode> items(String text, String name) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode object : objects(text)) {
            if (object.path(name).isArray()) {
                object.path(name).forEach(items::add);
            } else {
                items.add(object);
            }
        }
        return items;
    }
}

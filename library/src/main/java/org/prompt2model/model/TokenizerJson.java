package org.prompt2model.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a tokenizer.json says of its tokens. It is read as a stream: the tree of a large vocabulary would cost ten times
 * the file's size.
 *
 * @param contents each token as the file writes it, by number
 * @param special those that are no text
 * @param added those that text is searched for before the model cuts it
 * @param decoder how tokens become text; missing or null where the file does not say
 */
record TokenizerJson(Map<Integer, String> contents, Set<Integer> special, Set<Integer> added, JsonNode decoder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerJson read(byte[] json) throws IOException {
        Map<Integer, String> contents = new HashMap<>();
        Set<Integer> special = new HashSet<>();
        Set<Integer> added = new HashSet<>();
        JsonNode decoder = JSON.missingNode();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "added_tokens" -> {
                        for (JsonNode token : JSON.<JsonNode>readTree(parser)) {
                            int id = token.path("id").asInt();
                            added.add(id);
                            contents.put(id, token.path("content").asText());
                            if (token.path("special").asBoolean()) {
                                special.add(id);
                            }
                        }
                    }
                    case "model" -> readModel(parser, contents);
                    case "decoder" -> decoder = JSON.readTree(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        return new TokenizerJson(contents, special, added, decoder);
    }

    /** One more than the highest token. */
    int vocabulary() {
        return contents.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
    }

    private static void readModel(JsonParser parser, Map<Integer, String> contents) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("vocab")) {
                readVocabulary(parser, contents);
            } else {
                parser.skipChildren();
            }
        }
    }

    // Token to number, or for a Unigram model pairs of token and score, numbered in order.
    private static void readVocabulary(JsonParser parser, Map<Integer, String> contents) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            int id = 0;
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                parser.nextToken();
                contents.putIfAbsent(id, parser.getText());
                id++;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    // the score
                }
            }
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String content = parser.currentName();
            parser.nextToken();
            contents.putIfAbsent(parser.getIntValue(), content);
        }
    }
}

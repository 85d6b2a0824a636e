package org.prompt2model.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a tokenizer.json as a stream: the tree of a large vocabulary would cost ten times the file's size. */
final class TokenizerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private TokenizerJson() {}

    /** One more than the highest token: entries of {@code model.vocab} and {@code added_tokens}. */
    static int vocabulary(byte[] json) throws IOException {
        int size = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "added_tokens" -> size = Math.max(size, afterAdded(parser));
                    case "model" -> size = Math.max(size, afterModel(parser));
                    default -> parser.skipChildren();
                }
            }
        }
        return size;
    }

    private static int afterAdded(JsonParser parser) throws IOException {
        int size = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("id")) {
                    size = Math.max(size, parser.getIntValue() + 1);
                }
                parser.skipChildren();
            }
        }
        return size;
    }

    private static int afterModel(JsonParser parser) throws IOException {
        int size = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("vocab")) {
                size = afterVocabulary(parser);
            } else {
                parser.skipChildren();
            }
        }
        return size;
    }

    // Token to number, or for a Unigram model pairs of token and score, numbered in order.
    private static int afterVocabulary(JsonParser parser) throws IOException {
        int size = 0;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                parser.skipChildren();
                size++;
            }
            return size;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            size = Math.max(size, parser.getIntValue() + 1);
        }
        return size;
    }
}

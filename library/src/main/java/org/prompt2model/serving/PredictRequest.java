package org.prompt2model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code POST /predict} was asked.
 *
 * @param texts what to answer
 * @param single whether one text was asked for by {@code input}, instead of several by {@code inputs}
 */
record PredictRequest(List<String> texts, boolean single) {
    static final int MOST_BYTES = 1 << 20;
    private static final String SHAPE = "send {\"input\": \"text\"} or {\"inputs\": [\"text\", \"text\"]} in UTF-8";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static PredictRequest read(InputStream body) throws IOException, HttpProblem {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new HttpProblem(413, "The request is larger than 1 MB", "send fewer or shorter inputs at a time");
        }
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "The request is not valid JSON: " + e.getOriginalMessage(), SHAPE);
        }
        return of(root);
    }

    private static PredictRequest of(JsonNode root) throws HttpProblem {
        if (root == null || !root.isObject() || root.has("input") == root.has("inputs")) {
            throw new HttpProblem(400, "The request has no 'input' and no 'inputs', or has both", SHAPE);
        }
        if (root.has("input")) {
            return new PredictRequest(List.of(text(root.get("input"))), true);
        }
        List<String> texts = new ArrayList<>();
        if (!root.get("inputs").isArray()) {
            throw new HttpProblem(400, "'inputs' is not a list", SHAPE);
        }
        for (JsonNode input : root.get("inputs")) {
            texts.add(text(input));
        }
        return new PredictRequest(texts, false);
    }

    private static String text(JsonNode node) throws HttpProblem {
        if (!node.isTextual()) {
            throw new HttpProblem(400, "An input is not a text but " + node.getNodeType(), SHAPE);
        }
        return node.asText();
    }
}

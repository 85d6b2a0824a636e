package org.prompt2model.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A reply as fields of a journal line. An unknown cost is null, for JSON has no NaN. */
final class StoredReply {
    private StoredReply() {}

    static void put(ObjectNode line, Reply reply) {
        if (reply instanceof Reply.Text text) {
            line.put("reply", "text").put("text", text.text());
        } else if (reply instanceof Reply.Truncated truncated) {
            line.put("reply", "truncated").put("text", truncated.text());
        } else if (reply instanceof Reply.Refused refused) {
            line.put("reply", "refused").put("text", refused.why());
        } else if (reply instanceof Reply.Failed failed) {
            line.put("reply", "failed").put("text", failed.why());
        }
        line.put("input_tokens", reply.inputTokens()).put("output_tokens", reply.outputTokens());
        if (Double.isNaN(reply.costUsd())) {
            line.putNull("cost_usd");
        } else {
            line.put("cost_usd", reply.costUsd());
        }
    }

    static Optional<Reply> get(JsonNode line) {
        String text = line.path("text").asText();
        long input = line.path("input_tokens").asLong();
        long output = line.path("output_tokens").asLong();
        double cost = line.path("cost_usd").asDouble(Double.NaN);
        return switch (line.path("reply").asText()) {
            case "text" -> Optional.of(new Reply.Text(text, input, output, cost));
            case "truncated" -> Optional.of(new Reply.Truncated(text, input, output, cost));
            case "refused" -> Optional.of(new Reply.Refused(text, input, output, cost));
            case "failed" -> Optional.of(new Reply.Failed(text, input, output, cost));
            default -> Optional.empty();
        };
    }
}

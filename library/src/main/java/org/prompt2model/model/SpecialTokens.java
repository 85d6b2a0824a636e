package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens of a model that are no text.
 *
 * @param pad fills the shorter rows of a batch
 * @param ends each of them ends an answer; the first is the one that a target is ended with
 * @param begin comes before a text
 * @param start is what a decoder of an encoder-decoder reads first
 */
public record SpecialTokens(OptionalInt pad, List<Integer> ends, OptionalInt begin, OptionalInt start) {
    public SpecialTokens {
        ends = List.copyOf(ends);
    }

    /** True where an answer is over. */
    public boolean isEnd(int token) {
        return ends.contains(token);
    }

    /**
     * As transformers finds them: generation_config.json goes before config.json.
     *
     * @param sources objects with {@code pad_token_id}, {@code eos_token_id} (a number or a list), {@code bos_token_id}
     *     and {@code decoder_start_token_id}, the first that has one decides
     */
    static SpecialTokens of(JsonNode... sources) {
        return new SpecialTokens(
                one("pad_token_id", sources),
                many("eos_token_id", sources),
                one("bos_token_id", sources),
                one("decoder_start_token_id", sources));
    }

    private static OptionalInt one(String name, JsonNode... sources) {
        List<Integer> found = many(name, sources);
        return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found.get(0));
    }

    private static List<Integer> many(String name, JsonNode... sources) {
        for (JsonNode source : sources) {
            List<Integer> ids = new ArrayList<>();
            JsonNode value = source.path(name);
            (value.isArray() ? value : List.of(value)).forEach(id -> {
                if (id.isIntegralNumber() && id.asInt() >= 0) {
                    ids.add(id.asInt());
                }
            });
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return List.of();
    }
}

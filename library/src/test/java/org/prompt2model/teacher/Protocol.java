package org.prompt2model.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The protocols that the stand-in speaks: what a request asks, and how a reply or an error is told. */
enum Protocol {
    /** Chat completions, of OpenAI and whoever took them over. */
    OPENAI("/v1") {
        @Override
        Asked asked(JsonNode body) {
            return new Asked(
                    text(body.path("messages").path(0).path("content")),
                    body.path("temperature").asDouble(1),
                    body.path("seed").asLong(body.path("random_seed").asLong()),
                    body.path("max_tokens")
                            .asInt(body.path("max_completion_tokens").asInt()));
        }

        @Override
        ObjectNode reply(String text, End end, long input, long output) {
            ObjectNode reply = JSON.createObjectNode()
                    .put("id", "1")
                    .put("object", "chat.completion")
                    .put("created", 1)
                    .put("model", "m");
            reply.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", end.word("stop", "length", "content_filter"))
                    .putObject("message")
                    .put("role", "assistant")
                    .put("content", text);
            reply.putObject("usage")
                    .put("prompt_tokens", input)
                    .put("completion_tokens", output)
                    .put("total_tokens", input + output);
            return reply;
        }
    },
    /** Anthropic's messages, which know no seed. */
    ANTHROPIC("/v1") {
        @Override
        Asked asked(JsonNode body) {
            return new Asked(
                    text(body.path("messages").path(0).path("content")),
                    body.path("temperature").asDouble(1),
                    0,
                    body.path("max_tokens").asInt());
        }

        @Override
        ObjectNode reply(String text, End end, long input, long output) {
            ObjectNode reply = JSON.createObjectNode()
                    .put("id", "1")
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("model", "m")
                    .put("stop_reason", end.word("end_turn", "max_tokens", "refusal"));
            reply.putArray("content").addObject().put("type", "text").put("text", text);
            reply.putObject("usage").put("input_tokens", input).put("output_tokens", output);
            return reply;
        }
    },
    /** Google's Gemini API. */
    GEMINI("/v1beta") {
        @Override
        Asked asked(JsonNode body) {
            JsonNode settings = body.path("generationConfig");
            return new Asked(
                    text(body.path("contents").path(0).path("parts")),
                    settings.path("temperature").asDouble(1),
                    0,
                    settings.path("maxOutputTokens").asInt());
        }

        @Override
        ObjectNode reply(String text, End end, long input, long output) {
            ObjectNode reply = JSON.createObjectNode().put("responseId", "1").put("modelVersion", "m");
            ObjectNode candidate = reply.putArray("candidates")
                    .addObject()
                    .put("index", 0)
                    .put("finishReason", end.word("STOP", "MAX_TOKENS", "SAFETY"));
            candidate
                    .putObject("content")
                    .put("role", "model")
                    .putArray("parts")
                    .addObject()
                    .put("text", text);
            reply.putObject("usageMetadata")
                    .put("promptTokenCount", input)
                    .put("candidatesTokenCount", output)
                    .put("totalTokenCount", input + output);
            return reply;
        }
    };

    static final ObjectMapper JSON = new ObjectMapper();

    /** What the path of a base address ends with. */
    final String root;

    Protocol(String root) {
        this.root = root;
    }

    /** What a request asks. */
    record Asked(String prompt, double temperature, long seed, int maxTokens) {}

    /** How a reply ends. */
    enum End {
        WHOLE,
        CUT_OFF,
        REFUSED;

        String word(String whole, String cutOff, String refused) {
            return switch (this) {
                case WHOLE -> whole;
                case CUT_OFF -> cutOff;
                case REFUSED -> refused;
            };
        }
    }

    static Protocol of(String path) {
        if (path.endsWith("/messages")) {
            return ANTHROPIC;
        }
        return path.endsWith(":generateContent") ? GEMINI : OPENAI;
    }

    abstract Asked asked(JsonNode body);

    abstract ObjectNode reply(String text, End end, long input, long output);

    /** The text of an error, near enough to all of them. */
    static String error(String type, String message) {
        ObjectNode error = JSON.createObjectNode().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return error.toString();
    }

    private static String text(JsonNode content) {
        return content.isTextual()
                ? content.asText()
                : content.path(0).path("text").asText();
    }
}

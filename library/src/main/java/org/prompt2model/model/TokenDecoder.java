package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;

/** The decoders of a tokenizer.json that Llama and T5 checkpoints have: how one token becomes text. */
sealed interface TokenDecoder {
    /** What a token adds to a text, by the file's own writing of it. */
    byte[] later(String content);

    /** What it adds as the first of a text. */
    byte[] first(String content);

    /**
     * All tokens of a tokenizer.json, but those that are no text.
     *
     * @throws Prompt2ModelException if its decoder is another
     */
    static TokenBytes bytes(byte[] json) {
        try {
            TokenizerJson file = TokenizerJson.read(json);
            TokenDecoder decoder = of(file.decoder())
                    .orElseThrow(() -> new Prompt2ModelException(
                            "Answers of this checkpoint cannot be held to an expression",
                            "its tokenizer.json has a decoder that is not known here: " + file.decoder(),
                            "take a checkpoint whose decoder is ByteLevel, Metaspace, or Replace, ByteFallback, Fuse and"
                                    + " Strip"));
            byte[][] first = new byte[file.vocabulary()][];
            byte[][] later = new byte[first.length][];
            file.contents().forEach((id, content) -> {
                if (!file.special().contains(id)) {
                    first[id] = decoder.first(content);
                    later[id] = decoder.later(content);
                }
            });
            return new TokenBytes(first, later);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was read before, when the tokenizer was opened
        }
    }

    private static Optional<TokenDecoder> of(JsonNode json) {
        return switch (json.path("type").asText()) {
            case "ByteLevel" -> Optional.of(new ByteLevel(ByteLevel.gpt2()));
            case "Metaspace" -> {
                boolean dropped = json.path("add_prefix_space").asBoolean(true)
                        && !"never".equals(json.path("prepend_scheme").asText());
                yield Optional.of(new Metaspace(json.path("replacement").asText(), dropped));
            }
            case "Sequence" -> Pieces.of(json.path("decoders"));
            default -> Optional.empty();
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * GPT-2's bytes, each written as one printable character.
     *
     * @param alphabet the byte of each character
     */
    record ByteLevel(Map<Integer, Integer> alphabet) implements TokenDecoder {
        static Map<Integer, Integer> gpt2() {
            Map<Integer, Integer> alphabet = new HashMap<>();
            int next = 256;
            for (int value = 0; value < 256; value++) {
                boolean printable = value > ' ' && value <= '~' || value >= 0xA1 && value != 0xAD;
                alphabet.put(printable ? value : next, value);
                next += printable ? 0 : 1;
            }
            return alphabet;
        }

        @Override
        public byte[] later(String content) {
            if (!content.codePoints().allMatch(alphabet::containsKey)) {
                return utf8(content); // an added token stands for itself
            }
            byte[] bytes = new byte[content.codePointCount(0, content.length())];
            int[] points = content.codePoints().toArray();
            for (int i = 0; i < points.length; i++) {
                bytes[i] = alphabet.get(points[i]).byteValue();
            }
            return bytes;
        }

        @Override
        public byte[] first(String content) {
            return later(content);
        }
    }

    /**
     * SentencePiece's spaces, written as a sign of their own.
     *
     * @param space the sign
     * @param dropped whether the first token's spaces are those that encoding put there
     */
    record Metaspace(String space, boolean dropped) implements TokenDecoder {
        @Override
        public byte[] later(String content) {
            return utf8(content.replace(space, " "));
        }

        @Override
        public byte[] first(String content) {
            return dropped ? utf8(content.replace(space, "")) : later(content);
        }
    }

    /**
     * SentencePiece's pieces and single bytes, as Llama 2 and Mistral have them.
     *
     * @param stripped how many spaces the text loses at its start
     */
    record Pieces(String space, int stripped) implements TokenDecoder {
        private static final Pattern BYTE = Pattern.compile("<0x(\\p{XDigit}{2})>");

        static Optional<TokenDecoder> of(JsonNode steps) {
            String space = "\u2581";
            int stripped = 0;
            for (JsonNode step : steps) {
                switch (step.path("type").asText()) {
                    case "Replace" ->
                        space = step.path("pattern").path("String").asText();
                    case "Strip" -> stripped = step.path("start").asInt();
                    case "ByteFallback", "Fuse" -> {
                        // what later() and the joining of bytes do anyway
                    }
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return space.isEmpty() ? Optional.empty() : Optional.of(new Pieces(space, stripped));
        }

        @Override
        public byte[] later(String content) {
            Matcher single = BYTE.matcher(content);
            return single.matches()
                    ? new byte[] {(byte) Integer.parseInt(single.group(1), 16)}
                    : utf8(content.replace(space, " "));
        }

        @Override
        public byte[] first(String content) {
            String text = content.replace(space, " ");
            int start = 0;
            while (start < Math.min(stripped, text.length()) && text.charAt(start) == ' ') {
                start++;
            }
            return start > 0 ? utf8(text.substring(start)) : later(content);
        }
    }
}

package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.prompt2model.corpus.Prompt2ModelException;

/** How inputs and outputs become the tokens that a network learns from. Closing it closes its tokenizer. */
public sealed interface TextFormat extends AutoCloseable {
    /** What a template has in the place of the input. */
    String INPUT = "{input}";

    /** The usual format of a checkpoint's family, with its tokenizer. */
    static TextFormat of(Checkpoint checkpoint) {
        return checkpoint.family() == ModelFamily.LLAMA
                ? new Continued(checkpoint.tokenizer(), Continued.PLAIN)
                : new Encoded(checkpoint.tokenizer());
    }

    /** The tokenizer. */
    Tokenizer tokenizer();

    /** What the network reads, with {@value #INPUT} in the place of the input. */
    String template();

    /**
     * What the network reads.
     *
     * @param limit most tokens; a longer input loses its end
     */
    int[] source(String input, int limit);

    /** What the network should write, with the token that ends it. */
    int[] target(String output, int limit);

    /** The output of what the network wrote. */
    default String output(Answer answer) {
        return tokenizer().decode(answer.tokens());
    }

    @Override
    default void close() {
        tokenizer().close();
    }

    /** Input and output each as they are: for an encoder with a decoder. */
    record Encoded(Tokenizer tokenizer) implements TextFormat {
        @Override
        public String template() {
            return INPUT;
        }

        @Override
        public int[] source(String input, int limit) {
            return tokenizer.encode(input, limit);
        }

        @Override
        public int[] target(String output, int limit) {
            int[] tokens = tokenizer.encode(output, limit);
            boolean ended = tokens.length > 0 && tokenizer.special().isEnd(tokens[tokens.length - 1]);
            return ended ? tokens : ended(tokens, limit, tokenizer);
        }
    }

    /**
     * The input in a template, which the output continues: for a decoder alone.
     *
     * @param template text with {@value #INPUT} in the place of the input
     */
    record Continued(Tokenizer tokenizer, String template) implements TextFormat {
        /** Ends with a line break, so that no token spans template and output. */
        public static final String PLAIN = "Input: {input}\nOutput:\n";

        private static final String KEY = "prompt_template";

        public Continued {
            if (!template.contains(INPUT)) {
                throw new Prompt2ModelException(
                        "The prompt template has no place for the input",
                        "it is '" + template + "'",
                        "write " + INPUT + " where the input should stand, as in '" + PLAIN.strip() + "'");
            }
        }

        static Continued read(JsonNode facts, Tokenizer tokenizer) {
            return new Continued(tokenizer, facts.path(KEY).asText(PLAIN));
        }

        void write(ObjectNode facts) {
            facts.put(KEY, template);
        }

        @Override
        public int[] source(String input, int limit) {
            int[] tokens = unended(tokenizer.encode(template.replace(INPUT, input)));
            if (tokens.length <= limit) {
                return tokens;
            }
            int[] tail = tokenizer.encodePlain(template.substring(template.indexOf(INPUT) + INPUT.length()));
            int kept = Math.max(0, limit - tail.length);
            int[] cut = Arrays.copyOf(tokens, kept + tail.length);
            System.arraycopy(tail, 0, cut, kept, tail.length);
            return cut;
        }

        // Some tokenizers end every text, and what is ended is not continued.
        private int[] unended(int[] tokens) {
            int length = tokens.length;
            while (length > 0 && tokenizer.special().isEnd(tokens[length - 1])) {
                length--;
            }
            return Arrays.copyOf(tokens, length);
        }

        @Override
        public int[] target(String output, int limit) {
            return ended(tokenizer.encodePlain(output), limit, tokenizer);
        }
    }

    // A network learns to stop only from targets that end, and not every tokenizer ends a text by itself.
    private static int[] ended(int[] tokens, int limit, Tokenizer tokenizer) {
        if (tokenizer.special().ends().isEmpty()) {
            throw new Prompt2ModelException(
                    "The checkpoint names no token that ends an answer",
                    "neither its generation_config.json nor its config.json has an eos_token_id",
                    "add it to config.json: the number of the tokenizer's end-of-sequence token");
        }
        int kept = Math.min(tokens.length, limit - 1);
        int[] ended = Arrays.copyOf(tokens, kept + 1);
        ended[kept] = tokenizer.special().ends().get(0);
        return ended;
    }
}

package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/** Texts in, texts out: a network with the format of its texts, and the answers that it may give. */
public final class AnswerWriter implements AutoCloseable {
    private static final String LABELS = "labels";

    private final TextNetwork network;
    private final TextFormat format;
    private final int longestInput;
    private final int longestAnswer;
    private final List<String> labels;
    private final Map<List<Integer>, String> labelsByTokens = new HashMap<>();
    private final AllowedTokens labelsAlone;

    /**
     * @param network is closed with this
     * @param format is closed with this
     * @param longestInput most tokens of an input; what is longer loses its end
     * @param longestAnswer most tokens of an answer, its end included
     * @param labels the outputs that it was trained on where they are few; none for any answer
     */
    public AnswerWriter(
            TextNetwork network, TextFormat format, int longestInput, int longestAnswer, List<String> labels) {
        this.network = network;
        this.format = format;
        this.longestInput = longestInput;
        this.longestAnswer = longestAnswer;
        this.labels = List.copyOf(labels);
        List<int[]> answers = new ArrayList<>();
        for (String label : labels) {
            int[] tokens = format.target(label, longestAnswer);
            answers.add(tokens);
            labelsByTokens.putIfAbsent(boxed(Arrays.copyOf(tokens, tokens.length - 1)), label);
        }
        labelsAlone = labels.isEmpty()
                ? AllowedTokens.ALL
                : new AnswerTrie(answers).allowed(network.shape().outputs());
    }

    static AnswerWriter read(JsonNode facts, TextNetwork network, Tokenizer tokenizer) {
        List<String> labels = new ArrayList<>();
        facts.path(LABELS).forEach(label -> labels.add(label.asText()));
        return new AnswerWriter(
                network,
                network instanceof LlamaNetwork
                        ? TextFormat.Continued.read(facts, tokenizer)
                        : new TextFormat.Encoded(tokenizer),
                facts.path("longest_input").asInt(),
                facts.path("longest_answer").asInt(),
                labels);
    }

    void write(ObjectNode facts) {
        facts.put("longest_input", longestInput).put("longest_answer", longestAnswer);
        if (!labels.isEmpty()) {
            labels.forEach(facts.putArray(LABELS)::add);
        }
        if (format instanceof TextFormat.Continued continued) {
            continued.write(facts);
        }
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }

    TextNetwork network() {
        return network;
    }

    Tokenizer tokenizer() {
        return format.tokenizer();
    }

    int longestAnswer() {
        return longestAnswer;
    }

    /** The answers to inputs of like length, by default decoding. */
    public List<WrittenAnswer> write(List<String> inputs) {
        return write(inputs, DecodingOptions.defaults(), labelsAlone);
    }

    /**
     * The tokens that may follow one another.
     *
     * @throws Prompt2ModelException if the tokens cannot spell an answer that matches, or not a short enough one
     */
    AllowedTokens allowed(DecodingOptions options) {
        if (options.pattern().isEmpty()) {
            return options.constrained() ? labelsAlone : AllowedTokens.ALL;
        }
        AnswerPattern pattern = options.pattern().get();
        AllowedTokens allowed = TokenAutomaton.of(
                pattern,
                format.tokenizer().bytes(),
                network.ends(),
                network.shape().outputs());
        int shortest = allowed.shortest();
        if (shortest > longestAnswer) {
            throw new Prompt2ModelException(
                    "The student can give no answer that matches '" + pattern + "'",
                    shortest == AllowedTokens.NEVER
                            ? "its tokens cannot spell one"
                            : "the shortest has " + shortest
                                    + " tokens, its end included, and this student writes at most " + longestAnswer,
                    "ask for what it was trained on, or train it on outputs that match");
        }
        return allowed;
    }

    /** Answers inputs of like length with the tokens of {@link #allowed}. */
    List<WrittenAnswer> write(List<String> inputs, DecodingOptions options, AllowedTokens allowed) {
        int[][] sources =
                inputs.stream().map(input -> format.source(input, longestInput)).toArray(int[][]::new);
        boolean bound = allowed == labelsAlone;
        StopSequences stops = new StopSequences(options.stops(), format.tokenizer());
        Decoding decoding = new Decoding(longestAnswer, options, stops.tokens(), allowed);
        return network.generate(sources, decoding).stream()
                .map(answer -> stops.cut(answer).orElseGet(() -> new WrittenAnswer(text(answer, bound), answer)))
                .toList();
    }

    // A tokenizer may lose something of a label, such as a second space; the label itself is still what was meant.
    private String text(Answer answer, boolean bound) {
        String label = bound ? labelsByTokens.get(boxed(answer.tokens())) : null;
        return label == null ? format.output(answer) : label;
    }

    @Override
    public void close() {
        network.close();
        format.close();
    }
}

package org.prompt2model.model;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/** A BERT, RoBERTa or DistilBERT under a classification head, defined by the resource {@code bert.py}. */
public final class EncoderNetwork extends Network {
    // Attention takes memory with the square of the length, so a call is given few texts where they are long.
    private static final int TOKENS_A_CALL = 8192;

    private final EncoderConfig config;
    private final JsonNode json;
    private final int longestInput;
    private final List<String> untrained;

    private EncoderNetwork(EncoderCheckpoint found, Checkpoint checkpoint, boolean bfloat16) {
        super("bert.py", found.config().attributes(), found.config().layout(), found.weights(), bfloat16);
        config = found.config();
        untrained = found.untrained();
        json = checkpoint.config();
        longestInput = longestInput(checkpoint);
    }

    /**
     * The network of a checkpoint, whatever head it has.
     *
     * @param labels the classes, in order
     * @param seed of the head's first values, where the checkpoint has no head for these labels
     */
    public static EncoderNetwork of(Checkpoint checkpoint, List<String> labels, long seed, boolean bfloat16) {
        EncoderCheckpoint found = new EncoderCheckpoint(checkpoint, labels, seed);
        return new EncoderNetwork(found, checkpoint, bfloat16);
    }

    /**
     * The network of a checkpoint with the head that it was saved with.
     *
     * @throws Prompt2ModelException if it has no such head
     */
    static EncoderNetwork trained(Checkpoint checkpoint) {
        EncoderNetwork network =
                of(checkpoint, EncoderJson.read(checkpoint.config()).labels(), 0, false);
        if (!network.untrained.isEmpty()) {
            network.close();
            throw new Prompt2ModelException(
                    "The weights of " + checkpoint.name() + " are not complete",
                    String.join(", ", network.untrained) + " are missing",
                    "copy the whole folder again, or train the student again");
        }
        return network;
    }

    /** The classes in the order of a checkpoint's own head, if it chooses among just these; else as they are given. */
    public static List<String> ordered(Checkpoint checkpoint, List<String> labels) {
        return EncoderCheckpoint.ordered(checkpoint, labels);
    }

    @Override
    public NetworkShape shape() {
        return new NetworkShape(
                config.layers(), config.width(), config.heads(), config.labels().size());
    }

    EncoderConfig config() {
        return config;
    }

    /** The config.json that transformers reads. */
    ObjectNode savedConfig() {
        return EncoderJson.classifier(json, config);
    }

    /** Names of the tensors that the checkpoint did not have, which begin with random values. */
    public List<String> untrained() {
        return untrained;
    }

    /** Most tokens of a text that the network of a checkpoint takes. */
    public static int longestInput(Checkpoint checkpoint) {
        return Math.min(EncoderJson.read(checkpoint.config()).longestInput(), checkpoint.longestText());
    }

    /** Most tokens of a text. */
    public int longestInput() {
        return longestInput;
    }

    /**
     * Unnormalized log-probability of each class.
     *
     * @param texts B texts as tokens, in any order of length
     * @return B rows of one number a class
     */
    public synchronized float[][] logits(int[][] texts) {
        Integer[] order = new Integer[texts.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> texts[i].length));
        float[][] logits = new float[texts.length][];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && (to + 1 - from) * texts[order[to]].length <= TOKENS_A_CALL) {
                to++;
            }
            int[][] part = new int[to - from][];
            for (int i = from; i < to; i++) {
                part[i - from] = texts[order[i]];
            }
            float[][] found = call(part);
            for (int i = from; i < to; i++) {
                logits[order[i]] = found[i - from];
            }
            from = to;
        }
        return logits;
    }

    private float[][] call(int[][] texts) {
        try (NDManager scope = newScope()) {
            return Tensors.rows(call(scope, "logits", Tensors.tokens(scope, texts, Batch.PADDING))
                    .get(0));
        }
    }
}

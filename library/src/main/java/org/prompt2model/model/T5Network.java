package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** T5, defined by the resource {@code t5.py}. */
public final class T5Network extends Network {
    private final T5Config config;
    private final ObjectNode json;

    private T5Network(T5Config config, ObjectNode json, float[] weights, boolean bfloat16) {
        super("t5.py", config.attributes(), config.layout(), weights, bfloat16);
        this.config = config;
        this.json = json;
    }

    /** A network with random weights. */
    public static T5Network random(T5Config config, long seed, boolean bfloat16) {
        return new T5Network(config, config.toJson(), config.layout().random(seed), bfloat16);
    }

    /**
     * The network of a checkpoint with its weights.
     *
     * @throws org.prompt2model.corpus.Prompt2ModelException if the weights do not fit the config.json
     */
    public static T5Network of(Checkpoint checkpoint, boolean bfloat16) {
        T5Checkpoint t5 = new T5Checkpoint(checkpoint);
        T5Config config = t5.config();
        return new T5Network(config, t5.savedConfig(config), t5.weights(config), bfloat16);
    }

    /** The config.json that transformers reads. */
    ObjectNode json() {
        return json.deepCopy();
    }

    /** Its shape. */
    public T5Config config() {
        return config;
    }

    /**
     * An answer.
     *
     * @param tokens up to and without the end
     * @param probability product of the probabilities of its tokens, 0 to 1
     * @param ended false where the length limit cut it off
     */
    // Made for one call and decoded at once: nobody compares two answers.
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int[] tokens, double probability, boolean ended) {}

    /**
     * The most likely token at each place (greedy decoding), for all rows at once.
     *
     * @param sources B inputs as tokens
     * @param limit most tokens of an answer, its end included
     */
    public synchronized List<Answer> generate(int[][] sources, int limit) {
        try (NDManager scope = newScope()) {
            NDArray source = Tensors.tokens(scope, sources, Batch.PADDING);
            NDList results = call(scope, "generate", source, scope.create((long) limit));
            long[] tokens = results.get(0).toLongArray();
            float[] logs = results.get(1).toFloatArray();
            int length = tokens.length / sources.length;
            List<Answer> answers = new ArrayList<>();
            for (int row = 0; row < sources.length; row++) {
                answers.add(answer(tokens, row * length, length, Math.exp(logs[row])));
            }
            return answers;
        }
    }

    /**
     * Logits of every token at every place of the targets, given what comes before it.
     *
     * @return B rows of T times V values, T being the longest target
     */
    synchronized float[][] logits(Batch.Texts batch) {
        try (NDManager scope = newScope()) {
            NDArray source = Tensors.inputs(batch, scope);
            float[] values = call(scope, "score", source, Tensors.labels(batch, scope))
                    .get(0)
                    .toFloatArray();
            int row = values.length / batch.sources().length;
            float[][] rows = new float[batch.sources().length][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * row, (i + 1) * row));
            return rows;
        }
    }

    private Answer answer(long[] tokens, int from, int length, double probability) {
        int end = 0;
        while (end < length && !config.variant().ends().contains((int) tokens[from + end])) {
            end++;
        }
        int[] answer = new int[end];
        for (int k = 0; k < end; k++) {
            answer[k] = (int) tokens[from + k];
        }
        return new Answer(answer, probability, end < length);
    }

    /** Floating-point operations of the matrix products of one training step (forward once, backward twice). */
    public double stepFlops(int rows, int sourceLength, int targetLength) {
        double attention = config.attentionWidth();
        double width = config.width();
        double source = (double) rows * sourceLength;
        double target = (double) rows * targetLength;
        double feedForward = (config.variant().gated() ? 6 : 4) * width * config.inner();
        double encoder = source * (8 * width * attention + 4 * sourceLength * attention + feedForward);
        double decoder = target
                        * (12 * width * attention
                                + 4 * targetLength * attention
                                + 4 * sourceLength * attention
                                + feedForward)
                + source * 4 * width * attention;
        double head = target * 2 * width * config.vocabulary();
        return 3 * (config.encoderLayers() * encoder + config.decoderLayers() * decoder + head);
    }
}

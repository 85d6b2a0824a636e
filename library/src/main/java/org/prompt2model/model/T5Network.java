package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** T5, defined by the resource {@code t5.py}. */
public final class T5Network extends Network {
    private final T5Config config;

    /** A network with the weights given, in the order of {@link T5Config#layout()}. */
    T5Network(T5Config config, float[] weights, boolean bfloat16) {
        super("t5.py", config.attributes(), config.layout(), weights, bfloat16);
        this.config = config;
    }

    /** A network with random weights. */
    public static T5Network random(T5Config config, long seed, boolean bfloat16) {
        return new T5Network(config, config.layout().random(seed), bfloat16);
    }

    /** The network of a checkpoint with its weights. */
    static T5Network of(Checkpoint checkpoint, boolean bfloat16) {
        T5Config config = T5Config.fromJson(checkpoint.config());
        return new T5Network(config, checkpoint.weights(config.layout(), checkpoint.tensors()), bfloat16);
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
            NDArray source = Tensors.tokens(scope, sources, ByteTokenizer.PAD);
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

    private static Answer answer(long[] tokens, int from, int length, double probability) {
        int end = 0;
        while (end < length && tokens[from + end] != ByteTokenizer.END) {
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
        double encoder = source * (8 * width * attention + 4 * sourceLength * attention + 6 * width * config.inner());
        double decoder = target
                        * (12 * width * attention
                                + 4 * targetLength * attention
                                + 4 * sourceLength * attention
                                + 6 * width * config.inner())
                + source * 4 * width * attention;
        double head = target * 2 * width * config.vocabulary();
        return 3 * (config.encoderLayers() * encoder + config.decoderLayers() * decoder + head);
    }
}

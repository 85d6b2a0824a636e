package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** T5, defined by the resource {@code t5.py}. */
public final class T5Network extends TextNetwork {
    private static final List<String> SOURCES = List.of("t5.py", "decoding.py", "rms_norm.py", "cross_entropy.py");

    private final T5Config config;
    private final ObjectNode json;

    private T5Network(T5Config config, ObjectNode json, FlatWeights weights, boolean bfloat16) {
        super(SOURCES, config.attributes(), config.layout(), weights, bfloat16);
        this.config = config;
        this.json = json;
    }

    /** A network with random weights. */
    public static T5Network random(T5Config config, long seed, boolean bfloat16) {
        return new T5Network(
                config, config.toJson(), FlatWeights.of(config.layout().random(seed)), bfloat16);
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

    @Override
    ObjectNode json() {
        return json.deepCopy();
    }

    /** Its shape. */
    public T5Config config() {
        return config;
    }

    @Override
    public Batch batch(int[][] sources, int[][] targets) {
        return new Batch.Texts(sources, targets);
    }

    @Override
    ObjectNode generation() {
        ObjectNode json = StudentFiles.newJson()
                .put("decoder_start_token_id", config.variant().start());
        putEnds(json, config.variant().ends());
        return json;
    }

    @Override
    NDArray read(NDManager scope, int[][] sources) {
        return Tensors.tokens(scope, sources, Batch.PADDING);
    }

    @Override
    List<Integer> ends() {
        return config.variant().ends();
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

    @Override
    public NetworkShape shape() {
        // A token passes through one of the stacks.
        int layers = Math.max(config.encoderLayers(), config.decoderLayers());
        return new NetworkShape(layers, config.width(), config.heads(), config.vocabulary());
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

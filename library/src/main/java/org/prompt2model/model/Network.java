package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * A network in native memory: its weights as one flat tensor, its methods as TorchScript. Trains and predicts.
 * Safe for several threads, one call at a time.
 */
public abstract class Network implements AutoCloseable {
    private static final int FLOAT32 = 6; // PyTorch's ScalarType numbers
    private static final int BFLOAT16 = 15;

    private final NDManager manager;
    private final TorchScript script;
    private NDArray flat;
    private NDArray mean;
    private NDArray square;
    private long steps;
    private boolean closed;

    Network(String source, Map<String, Object> attributes, WeightLayout layout, float[] weights, boolean bfloat16) {
        manager = Torch.newManager();
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.putAll(layout.attributes());
        all.put("compute_type", bfloat16 ? BFLOAT16 : FLOAT32);
        script = new TorchScript(manager, all, source, "training.py");
        flat = manager.create(weights);
    }

    /** Number of weights. */
    public final int parameters() {
        return (int) flat.size();
    }

    /** A copy of the weights in the order of the layout. */
    public final synchronized float[] weights() {
        open();
        return flat.toFloatArray();
    }

    /** Replaces the weights. */
    public final synchronized void load(float[] weights) {
        open();
        // A new array, for NDArray.set makes libtorch print a warning about DJL's own code to the user's terminal.
        NDArray before = flat;
        flat = manager.create(weights);
        before.close();
    }

    /** A copy of weights and optimizer, after at least one step. */
    public final synchronized TrainingState state(float[] best) {
        open();
        return new TrainingState(steps, flat.toFloatArray(), mean.toFloatArray(), square.toFloatArray(), best);
    }

    /** Goes back to a state of this network, or of one with the same layout. */
    public final synchronized void restore(TrainingState state) {
        load(state.weights());
        if (mean != null) {
            mean.close();
            square.close();
        }
        mean = manager.create(state.mean());
        square = manager.create(state.square());
        steps = state.steps();
    }

    /**
     * One AdamW step on a batch.
     *
     * @return mean loss of the batch in nats, and the gradient's norm before clipping
     */
    public final synchronized float[] step(Batch batch, StepSettings settings) {
        open();
        if (mean == null) {
            mean = flat.zerosLike();
            square = flat.zerosLike();
        }
        steps++;
        try (NDManager scope = manager.newSubManager()) {
            NDArray options = scope.create(settings.asInput(steps));
            return script.call(
                            scope,
                            "step",
                            Tensors.inputs(batch, scope),
                            Tensors.labels(batch, scope),
                            options,
                            flat,
                            mean,
                            square)
                    .get(0)
                    .toFloatArray();
        }
    }

    /** Mean loss of a batch in nats, without training. */
    public final synchronized float loss(Batch batch) {
        return call("evaluate", batch).get(0)[0];
    }

    /** The loss, and its gradient with respect to the flat weights. */
    public final synchronized List<float[]> gradient(Batch batch) {
        return call("gradient", batch);
    }

    private List<float[]> call(String method, Batch batch) {
        open();
        try (NDManager scope = manager.newSubManager()) {
            NDList results =
                    script.call(scope, method, Tensors.inputs(batch, scope), Tensors.labels(batch, scope), flat);
            return results.stream().map(NDArray::toFloatArray).toList();
        }
    }

    /** Calls a method of the network's own source with the flat weights as the last argument. */
    final NDList call(NDManager scope, String method, NDArray... inputs) {
        open();
        NDArray[] arguments = Arrays.copyOf(inputs, inputs.length + 1);
        arguments[inputs.length] = flat;
        return script.call(scope, method, arguments);
    }

    final NDManager newScope() {
        open();
        return manager.newSubManager();
    }

    private void open() {
        if (closed) {
            throw new Prompt2ModelException(
                    "This student is closed",
                    "close() was called, or its try block has ended, and its native memory is free",
                    "open it again with Student.open(folder), or call fineTune once more (a stored student is reused)");
        }
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            script.close();
            manager.close();
        }
    }
}

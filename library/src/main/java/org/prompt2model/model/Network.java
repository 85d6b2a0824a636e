package org.prompt2model.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * A network in native memory: its weights as one flat tensor, its methods as TorchScript. Trains and predicts.
 * Safe for several threads, one call at a time.
 */
public abstract class Network implements AutoCloseable {
    private static final List<String> SHARED = List.of("optimizers.py", "training.py");
    // Measured: half as many or twice as many are a few per cent slower.
    private static final int PORTION_OF_A_THREAD = 1 << 18;
    private static final int NO_PORTIONS = 1 << 30;
    private static final String WEIGHTS = "weights";
    private static final String MEAN = "mean";
    private static final String SQUARE = "square";

    private final List<String> sources;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final NDManager manager;
    private final TorchScript script;
    private final Filling filling;
    private final WeightLayout layout;
    private final List<Replica> replicas = new ArrayList<>();
    private NDArray flat;
    private NDArray mean;
    private NDArray square;
    private long steps;
    private boolean weightsAreKept;
    private boolean closed;

    Network(String source, Map<String, Object> attributes, WeightLayout layout, FlatWeights weights, boolean bfloat16) {
        this(List.of(source), attributes, layout, weights, bfloat16);
    }

    /**
     * @param sources resources that define it together; those that all networks share are added
     * @param attributes what they read as {@code self.<name>}, those of the layout aside
     * @param layout of the weights that are trained
     */
    Network(
            List<String> sources,
            Map<String, Object> attributes,
            WeightLayout layout,
            FlatWeights weights,
            boolean bfloat16) {
        this.sources = Stream.of(sources, List.of(PackedProduct.source(bfloat16)), SHARED)
                .flatMap(List::stream)
                .toList();
        this.attributes.putAll(attributes);
        this.attributes.putAll(layout.attributes());
        this.attributes.put("compute_type", (bfloat16 ? NumberFormat.BF16 : NumberFormat.F32).scalarType());
        this.attributes.put("kept", List.of());
        this.attributes.put("portion", Torch.onGpu() ? NO_PORTIONS : PORTION_OF_A_THREAD * Torch.threads());
        manager = Torch.newManager();
        script = new TorchScript(manager, this.attributes, this.sources);
        filling = new Filling(script);
        this.layout = layout;
        try {
            flat = filling.filled(manager, layout.size(), weights);
        } catch (RuntimeException e) {
            script.close();
            manager.close();
            throw e;
        }
    }

    /** Replaces the weights. */
    final synchronized void fill(FlatWeights weights) {
        open();
        replace(filling.filled(manager, parameters(), weights));
    }

    /**
     * Trains from now on with further copies of the network, one a device after the first and, where there are fewer
     * devices, several on one: parts of a step's batch are shared out among them (data parallelism).
     *
     * @param copies of the network in all, at least 1
     */
    public final synchronized void replicate(int copies) {
        open();
        for (int i = replicas.size() + 1; i < copies; i++) {
            Replica replica = new Replica(Torch.newManager(i), attributes, sources, flat);
            replicas.add(replica);
            equip(replica);
        }
    }

    /** Gives a new copy what the network holds beside its trained weights. */
    void equip(Replica replica) {}

    /** What decides how much memory its activations take. */
    public abstract NetworkShape shape();

    /** Number of weights that are trained. */
    public final long parameters() {
        return layout.size();
    }

    /** A copy of the weights in the order of the layout. */
    public final synchronized float[] weights() {
        open();
        return flat.toFloatArray();
    }

    private void replace(NDArray weights) {
        forgetWeights();
        flat.close();
        flat = weights;
        replicas.forEach(replica -> replica.copy(flat));
    }

    /** The trained weights as the tensors of a checkpoint; the network must stay as it is until they are written. */
    final List<SafeTensors.Tensor> trainedTensors() {
        open();
        return layout.toTensors(flat);
    }

    /** Writes the trained weights as the tensors of a checkpoint: whole, or not at all. */
    final synchronized void writeTrained(Path file) throws IOException {
        SafeTensors.write(file, trainedTensors());
    }

    /** Writes the trained weights for {@link #readWeights}: whole, or not at all. */
    public final synchronized void writeWeights(Path file) throws IOException {
        open();
        StateFile.write(file, Map.of(WEIGHTS, flat));
    }

    /** Replaces the weights by those that this network wrote, or one with the same layout. */
    public final synchronized void readWeights(Path file) throws IOException {
        open();
        NDArray weights = StateFile.of(file).read(WEIGHTS, manager, filling);
        if (weights.size() != parameters()) {
            weights.close();
            throw new IOException(file + " holds the weights of another network");
        }
        replace(weights);
    }

    /** Writes weights and optimizer for {@link #readState}, after at least one step: whole, or not at all. */
    public final synchronized void writeState(Path file) throws IOException {
        open();
        StateFile.write(file, Map.of(WEIGHTS, flat, MEAN, mean, SQUARE, square));
    }

    /**
     * Goes back to a state that this network wrote, or one with the same layout.
     *
     * @param stepsTaken until then
     */
    public final synchronized void readState(Path file, long stepsTaken) throws IOException {
        readWeights(file);
        if (mean != null) {
            mean.close();
            square.close();
        }
        mean = StateFile.of(file).read(MEAN, manager, filling);
        square = StateFile.of(file).read(SQUARE, manager, filling);
        steps = stepsTaken;
    }

    /**
     * One step on a batch.
     *
     * @return mean loss of the batch in nats, and the gradient's norm before clipping
     * @throws OutOfMemory if the device has no room for the batch, or for the largest of its parts
     */
    public final synchronized float[] step(Batch batch, StepSettings settings) {
        if (settings.optimizer() != Optimizer.ADAMW || !replicas.isEmpty()) {
            return step(List.of(batch), settings);
        }
        return taken(settings, scope -> {
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
        });
    }

    /**
     * One step on a batch that comes in parts, which need not fit the memory together. What counts is each token (or
     * row) of an answer, not each part: the step is that of the whole batch.
     *
     * @return mean loss of the batch in nats, and the gradient's norm before clipping
     * @throws OutOfMemory if the device has no room for the batch, or for the largest of its parts
     */
    public final synchronized float[] step(List<? extends Batch> parts, StepSettings settings) {
        return taken(settings, scope -> {
            GradientSum sum = new GradientSum(script, replicas, parts, settings.asInput(steps));
            NDArray gradient = flat.zerosLike();
            gradient.attach(scope);
            double loss = sum.into(gradient, flat, scope);
            NDArray options = scope.create(settings.asInput(steps));
            NDList norm = settings.optimizer() == Optimizer.ADAMW
                    ? script.call(scope, "adamw", gradient, options, flat, mean, square)
                    : script.call(scope, "adafactor", gradient, options, flat, square);
            float[] result = {(float) loss, norm.get(0).getFloat()};
            replicas.forEach(replica -> replica.copy(flat));
            return result;
        });
    }

    /** A step that counts only if the device has room for it. */
    private float[] taken(StepSettings settings, Function<NDManager, float[]> step) {
        begin(settings);
        try (NDManager scope = manager.newSubManager()) {
            return step.apply(scope);
        } catch (EngineException e) {
            steps--;
            throw OutOfMemory.in(e).<RuntimeException>map(found -> found).orElse(e);
        }
    }

    private void begin(StepSettings settings) {
        open();
        if (settings.activationCheckpointing() && settings.dropout() > 0 && !replicas.isEmpty()) {
            throw new Prompt2ModelException(
                    "Activation checkpointing with dropout does not work on several devices",
                    "they draw from one generator, so what is computed again would drop something else",
                    "set dropout(0), or activationCheckpointing(false), or " + Torch.DEVICE_VARIABLE
                            + " to one device");
        }
        if (square == null) {
            boolean adamw = settings.optimizer() == Optimizer.ADAMW;
            mean = adamw ? flat.zerosLike() : manager.create(new float[0]);
            square = adamw ? flat.zerosLike() : manager.zeros(new Shape(layout.factoredSize()));
        }
        forgetWeights();
        steps++;
    }

    /** To be called before the weights change. */
    private void forgetWeights() {
        if (weightsAreKept) {
            try (NDManager scope = manager.newSubManager()) {
                script.call(scope, "forget_weights", flat);
            }
            weightsAreKept = false;
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
        weightsAreKept = true;
        return script.call(scope, method, arguments);
    }

    /** Values in native memory, as float32; {@code owner} owns them. */
    final NDArray filled(NDManager owner, long size, FlatWeights values) {
        return filling.filled(owner, size, values);
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
            replicas.forEach(Replica::close);
            script.close();
            manager.close();
        }
    }
}

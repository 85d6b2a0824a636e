package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A decoder of the Llama family, defined by the resources {@code llama.py} and {@code lora.py}. Either all its weights
 * are trained, or adapters of low rank beside frozen ones.
 */
public final class LlamaNetwork extends TextNetwork {
    private static final List<String> SOURCES =
            List.of("llama.py", "lora.py", "decoding.py", "rms_norm.py", "cross_entropy.py");

    private final Base base;
    private final LoraLayout adapters;
    private final Optional<LoraOptions> lora;

    /**
     * What it is made from.
     *
     * @param name folder or id of the checkpoint
     * @param json its config.json
     * @param ends tokens that end an answer
     */
    private record Base(String name, JsonNode json, LlamaConfig config, List<Integer> ends) {
        static Base of(Checkpoint checkpoint) {
            Path folder = Path.of(checkpoint.name());
            return new Base(
                    Files.isDirectory(folder) ? folder.toAbsolutePath().toString() : checkpoint.name(),
                    checkpoint.config(),
                    LlamaConfig.fromJson(checkpoint.config()),
                    checkpoint.special().ends());
        }

        static Base of(String json) {
            try {
                JsonNode config = new ObjectMapper().readTree(json);
                return new Base(
                        "random weights",
                        config,
                        LlamaConfig.fromJson(config),
                        SpecialTokens.of(config).ends());
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("no JSON: " + json, e);
            }
        }
    }

    private LlamaNetwork(
            Base base,
            Optional<LoraOptions> lora,
            LoraLayout adapters,
            WeightLayout trained,
            FlatWeights weights,
            boolean bfloat16) {
        super(SOURCES, attributes(base, adapters), trained, weights, bfloat16);
        this.base = base;
        this.lora = lora;
        this.adapters = adapters;
    }

    private static Map<String, Object> attributes(Base base, LoraLayout adapters) {
        Map<String, Object> attributes = new LinkedHashMap<>(base.config().attributes());
        attributes.putAll(adapters.attributes(base.config().layout().weights().size()));
        attributes.put("ends", base.ends().stream().mapToInt(Integer::intValue).toArray());
        return attributes;
    }

    /**
     * A network with random weights, all of which are trained.
     *
     * @param json its config.json
     */
    public static LlamaNetwork random(String json, long seed, boolean bfloat16) {
        Base base = Base.of(json);
        return whole(base, FlatWeights.of(base.config().layout().random(seed)), bfloat16);
    }

    /** The network of a checkpoint with its weights, all of which are trained. */
    public static LlamaNetwork of(Checkpoint checkpoint, boolean bfloat16) {
        Base base = Base.of(checkpoint);
        return whole(base, checkpoint.weights(base.config().layout(), used(checkpoint, base.config())), bfloat16);
    }

    private static LlamaNetwork whole(Base base, FlatWeights weights, boolean bfloat16) {
        LoraLayout none = LoraLayout.none(base.config().products());
        return new LlamaNetwork(base, Optional.empty(), none, base.config().layout(), weights, bfloat16);
    }

    /**
     * A network with random weights, frozen, and adapters to be trained.
     *
     * @param json its config.json
     */
    public static LlamaNetwork random(String json, LoraOptions options, long seed, boolean bfloat16) {
        LlamaNetwork network = adapted(Base.of(json), options, seed, bfloat16);
        for (Weight weight : network.layout().weights()) {
            WeightLayout alone = new WeightLayout(List.of(weight));
            network.freeze(weight, FlatWeights.of(alone.random(seed)));
        }
        return network;
    }

    /** The network of a checkpoint with its weights frozen in the format of the arithmetic, and adapters to be trained. */
    public static LlamaNetwork adapted(Checkpoint checkpoint, LoraOptions options, long seed, boolean bfloat16) {
        Base base = Base.of(checkpoint);
        Map<String, StoredTensor> tensors = used(checkpoint, base.config());
        base.config().layout().requireFit(tensors, Set.of(), checkpoint.name());
        LlamaNetwork network = adapted(base, options, seed, bfloat16);
        try {
            for (Weight weight : network.layout().weights()) {
                network.freeze(weight, checkpoint.weights(new WeightLayout(List.of(weight)), named(weight, tensors)));
            }
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return network;
    }

    private static LlamaNetwork adapted(Base base, LoraOptions options, long seed, boolean bfloat16) {
        LoraLayout adapters = new LoraLayout(
                options.rank(),
                options.scale(),
                options.targets(),
                base.config().products());
        WeightLayout trained = adapters.layout();
        return new LlamaNetwork(
                base, Optional.of(options), adapters, trained, FlatWeights.of(trained.random(seed)), bfloat16);
    }

    // Checkpoints of old repeat what they tie, and store the frequencies that config.json gives.
    private static Map<String, StoredTensor> used(Checkpoint checkpoint, LlamaConfig config) {
        Map<String, StoredTensor> tensors = new HashMap<>(checkpoint.tensors());
        tensors.keySet().removeIf(name -> name.endsWith("rotary_emb.inv_freq"));
        if (config.tied()) {
            tensors.remove("lm_head.weight");
        }
        return tensors;
    }

    private static Map<String, StoredTensor> named(Weight weight, Map<String, StoredTensor> tensors) {
        Map<String, StoredTensor> found = new HashMap<>();
        weight.tensors().forEach(piece -> found.put(piece.name(), tensors.get(piece.name())));
        return found;
    }

    private void freeze(Weight weight, FlatWeights values) {
        try (NDManager scope = newScope()) {
            NDArray whole = filled(scope, weight.size(), values);
            call(scope, "freeze", whole.reshape(new Shape(weight.shape())));
        }
    }

    private WeightLayout layout() {
        return base.config().layout();
    }

    /** Names and shapes of the weights that are trained. */
    WeightLayout trained() {
        return adapters.isEmpty() ? layout() : adapters.layout();
    }

    @Override
    public NetworkShape shape() {
        LlamaConfig config = base.config();
        return new NetworkShape(
                config.layers(), config.width(), config.attention().heads(), config.vocabulary());
    }

    @Override
    public long frozenParameters() {
        return adapters.isEmpty() ? 0 : layout().size();
    }

    @Override
    void equip(Replica replica) {
        for (int i = 0; !adapters.isEmpty() && i < layout().weights().size(); i++) {
            try (NDManager scope = newScope()) {
                replica.call("freeze", merged(scope, i, new LlamaConfig.Place(0, -1)));
            }
        }
    }

    private NDArray merged(NDManager scope, int weight, LlamaConfig.Place place) {
        return call(
                        scope,
                        "merged",
                        scope.create((long) weight),
                        scope.create((long) place.layer()),
                        scope.create((long) place.product()))
                .get(0);
    }

    /** Adapters are merged into the products beside which they stand. */
    @Override
    List<SafeTensors.Tensor> toTensors() {
        if (adapters.isEmpty()) {
            return trainedTensors();
        }
        List<SafeTensors.Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < layout().weights().size(); i++) {
            Weight weight = layout().weights().get(i);
            long from = 0;
            for (Weight.Piece piece : weight.tensors()) {
                long size = weight.size(piece);
                tensors.add(new SafeTensors.Tensor(piece.name(), weight.shape(piece), merged(i, from, size)));
                from += size;
            }
        }
        return tensors;
    }

    private TensorValues merged(int weight, long from, long count) {
        return sink -> {
            try (NDManager scope = newScope()) {
                NDArray whole = merged(scope, weight, base.config().place(weight));
                TensorValues.of(whole.flatten(), from, count).copyTo(sink);
            }
        };
    }

    /**
     * The logits of every place of one text.
     *
     * @return a row of V numbers for each token: what it says of the next
     */
    synchronized float[][] logits(int[] tokens) {
        try (NDManager scope = newScope()) {
            NDArray text = Tensors.tokens(scope, new int[][] {tokens}, 0);
            float[] values = call(scope, "all_logits", text).get(0).toFloatArray();
            int width = base.config().vocabulary();
            float[][] rows = new float[tokens.length][];
            Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
            return rows;
        }
    }

    @Override
    public Batch batch(int[][] sources, int[][] targets) {
        return new Batch.Continuations(sources, targets);
    }

    @Override
    synchronized void write(Path folder) throws IOException {
        if (lora.isPresent() && !lora.get().merged()) {
            new PeftAdapter(lora.get(), base.name()).write(folder, trainedTensors());
        } else {
            super.write(folder);
        }
    }

    @Override
    ObjectNode json() {
        ObjectNode json = base.json().deepCopy();
        return json.put("torch_dtype", "float32").put("dtype", "float32");
    }

    @Override
    ObjectNode generation() {
        ObjectNode json = StudentFiles.newJson();
        putEnds(json, base.ends());
        return json;
    }

    @Override
    NDArray read(NDManager scope, int[][] prompts) {
        return Tensors.leftPadded(scope, prompts);
    }

    @Override
    List<Integer> ends() {
        return base.ends();
    }
}

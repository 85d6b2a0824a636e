package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A decoder of the Llama family, defined by the resources {@code llama.py} and {@code lora.py}. Either all its weights
 * are trained, or adapters of low rank beside frozen ones.
 */
public final class LlamaNetwork extends Network {
    private static final List<String> SOURCES = List.of("llama.py", "lora.py", "training.py");

    private final LlamaConfig config;
    private final LoraLayout adapters;
    private final List<Integer> ends;

    private LlamaNetwork(
            LlamaConfig config,
            LoraLayout adapters,
            List<Integer> ends,
            WeightLayout trained,
            float[] weights,
            boolean bfloat16) {
        super(SOURCES, attributes(config, adapters, ends), trained, weights, bfloat16);
        this.config = config;
        this.adapters = adapters;
        this.ends = ends;
    }

    private static Map<String, Object> attributes(LlamaConfig config, LoraLayout adapters, List<Integer> ends) {
        Map<String, Object> attributes = new LinkedHashMap<>(config.attributes());
        attributes.putAll(adapters.attributes(config.layout().weights().size()));
        attributes.put("ends", ends.stream().mapToInt(Integer::intValue).toArray());
        return attributes;
    }

    /**
     * A network with random weights, all of which are trained.
     *
     * @param end token that ends an answer
     */
    public static LlamaNetwork random(LlamaConfig config, int end, long seed, boolean bfloat16) {
        WeightLayout layout = config.layout();
        LoraLayout none = LoraLayout.none(config.products());
        return new LlamaNetwork(config, none, List.of(end), layout, layout.random(seed), bfloat16);
    }

    /** The network of a checkpoint with its weights, all of which are trained. */
    static LlamaNetwork of(Checkpoint checkpoint, boolean bfloat16) {
        LlamaConfig config = LlamaConfig.fromJson(checkpoint.config());
        WeightLayout layout = config.layout();
        float[] weights = checkpoint.weights(layout, used(checkpoint, config));
        LoraLayout none = LoraLayout.none(config.products());
        return new LlamaNetwork(config, none, checkpoint.special().ends(), layout, weights, bfloat16);
    }

    /** The network of a checkpoint with its weights frozen in the format of the arithmetic, and adapters to be trained. */
    static LlamaNetwork adapted(Checkpoint checkpoint, LoraOptions options, long seed, boolean bfloat16)
            throws IOException {
        LlamaConfig config = LlamaConfig.fromJson(checkpoint.config());
        Map<String, StoredTensor> tensors = used(checkpoint, config);
        config.layout().requireFit(tensors, checkpoint.name());
        LlamaNetwork network = adapted(config, checkpoint.special().ends(), options, seed, bfloat16);
        for (Weight weight : config.layout().weights()) {
            network.freeze(weight, weight.read(tensors));
        }
        return network;
    }

    /** A network with random weights, frozen, and adapters to be trained. */
    public static LlamaNetwork adaptedRandom(
            LlamaConfig config, int end, LoraOptions options, long seed, boolean bfloat16) {
        LlamaNetwork network = adapted(config, List.of(end), options, seed, bfloat16);
        for (Weight weight : config.layout().weights()) {
            network.freeze(weight, new WeightLayout(List.of(weight)).random(seed));
        }
        return network;
    }

    private static LlamaNetwork adapted(
            LlamaConfig config, List<Integer> ends, LoraOptions options, long seed, boolean bfloat16) {
        LoraLayout adapters = new LoraLayout(options.rank(), options.scale(), options.targets(), config.products());
        WeightLayout trained = adapters.layout();
        return new LlamaNetwork(config, adapters, ends, trained, trained.random(seed), bfloat16);
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

    private void freeze(Weight weight, float[] values) {
        try (NDManager scope = newScope()) {
            call(scope, "freeze", scope.create(values, new Shape(weight.shape())));
        }
    }

    /** Its shape. */
    public LlamaConfig config() {
        return config;
    }

    /** Names and shapes of the weights that are trained. */
    WeightLayout trained() {
        return adapters.isEmpty() ? config.layout() : adapters.layout();
    }

    /** Number of weights that training leaves as they are. */
    public long frozenParameters() {
        return adapters.isEmpty() ? 0 : config.layout().size();
    }

    @Override
    void equip(Replica replica) {
        for (int i = 0; !adapters.isEmpty() && i < config.layout().weights().size(); i++) {
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

    /** The network as the tensors of a checkpoint; adapters are merged into the products beside which they stand. */
    synchronized List<SafeTensors.Tensor> toTensors() {
        if (adapters.isEmpty()) {
            return config.layout().toTensors(weights());
        }
        List<SafeTensors.Tensor> tensors = new ArrayList<>();
        List<Weight> weights = config.layout().weights();
        for (int i = 0; i < weights.size(); i++) {
            try (NDManager scope = newScope()) {
                NDArray merged = merged(scope, i, config.place(i));
                tensors.addAll(weights.get(i).split(merged.toFloatArray(), 0));
            }
        }
        return tensors;
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
            int width = config.vocabulary();
            float[][] rows = new float[tokens.length][];
            Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
            return rows;
        }
    }

    /**
     * The most likely token at each place (greedy decoding), for all rows at once.
     *
     * @param prompts B inputs as tokens, at least one each
     * @param limit most tokens of an answer, its end included
     */
    public synchronized List<Answer> generate(int[][] prompts, int limit) {
        try (NDManager scope = newScope()) {
            NDArray lengths = scope.create(
                    Arrays.stream(prompts).mapToLong(prompt -> prompt.length).toArray());
            NDList results =
                    call(scope, "generate", Tensors.leftPadded(scope, prompts), lengths, scope.create((long) limit));
            return Answer.of(results.get(0).toLongArray(), results.get(1).toFloatArray(), ends);
        }
    }
}

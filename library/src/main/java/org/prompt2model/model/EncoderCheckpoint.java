package org.prompt2model.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds an encoder's weights in a checkpoint, under the names of all ages and heads: with and without the family's
 * prefix, norms as {@code gamma} and {@code beta}, beside the head of a language model, with or without one of its own.
 */
final class EncoderCheckpoint {
    // Counters that old versions of transformers saved beside the weights.
    private static final Set<String> BUFFERS = Set.of("embeddings.position_ids", "embeddings.token_type_ids");
    private static final List<String> PARTS = List.of("embeddings.", "encoder.", "transformer.");

    private final Checkpoint checkpoint;
    private final EncoderConfig config;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, float[]> fresh;

    /**
     * @param labels the classes wanted; a head that has learned others is left where it is
     * @param seed of first values for what of the head is not there
     */
    EncoderCheckpoint(Checkpoint checkpoint, List<String> labels, long seed) {
        this.checkpoint = checkpoint;
        EncoderConfig stored = EncoderJson.read(checkpoint.config());
        config = stored.withLabels(labels);
        Set<String> unused = new LinkedHashSet<>(checkpoint.tensors().keySet());
        for (String name : config.layout().names()) {
            spellings(name).filter(unused::contains).findFirst().ifPresent(spelling -> {
                tensors.put(name, checkpoint.tensors().get(spelling));
                unused.remove(spelling);
            });
        }
        if (!stored.labels().equals(labels)) {
            tensors.keySet().removeIf(name -> name.startsWith(config.family().output()));
        }
        // What belongs to the encoder and not to its config.json is a mistake; heads of other kinds are none.
        unused.stream()
                .filter(this::isEncoder)
                .forEach(name -> tensors.put(name, checkpoint.tensors().get(name)));
        fresh = fresh(seed);
    }

    private Stream<String> spellings(String name) {
        String bare = name.startsWith(config.family().prefix())
                ? name.substring(config.family().prefix().length())
                : name;
        return Stream.of(name, bare).flatMap(spelling -> Stream.of(spelling, older(spelling)));
    }

    private static String older(String name) {
        return name.replaceFirst("LayerNorm\\.weight$", "LayerNorm.gamma")
                .replaceFirst("LayerNorm\\.bias$", "LayerNorm.beta");
    }

    private boolean isEncoder(String name) {
        String prefix = config.family().prefix();
        String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return !BUFFERS.contains(bare) && PARTS.stream().anyMatch(bare::startsWith);
    }

    private Map<String, float[]> fresh(long seed) {
        WeightLayout head = new WeightLayout(config.head());
        Map<String, float[]> values = head.byName(head.random(seed));
        values.keySet().removeAll(tensors.keySet());
        return values;
    }

    /** Labels of the checkpoint's own head, if they are these in any order; else these. */
    static List<String> ordered(Checkpoint checkpoint, List<String> labels) {
        List<String> own = EncoderJson.read(checkpoint.config()).labels();
        return new HashSet<>(own).equals(new HashSet<>(labels)) && own.size() == labels.size() ? own : labels;
    }

    EncoderConfig config() {
        return config;
    }

    FlatWeights weights() {
        return checkpoint.weights(config.layout(), tensors, fresh);
    }

    /** Names of the tensors that have first values only. */
    List<String> untrained() {
        return new ArrayList<>(fresh.keySet());
    }
}

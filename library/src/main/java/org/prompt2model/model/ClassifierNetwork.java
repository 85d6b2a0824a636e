package org.prompt2model.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/** A linear softmax classifier over embeddings, defined by the resource {@code classifier.py}. */
public final class ClassifierNetwork extends Network {
    private final int width;
    private final int classes;

    private ClassifierNetwork(int width, int classes, FlatWeights weights) {
        super("classifier.py", Map.of("blocks", 0), layout(width, classes), weights, false);
        this.width = width;
        this.classes = classes;
    }

    /**
     * A classifier with random weights.
     *
     * @param width width of an embedding
     * @param classes number of classes
     */
    public static ClassifierNetwork random(int width, int classes, long seed) {
        return new ClassifierNetwork(
                width, classes, FlatWeights.of(layout(width, classes).random(seed)));
    }

    static ClassifierNetwork of(int width, int classes, FlatWeights weights) {
        return new ClassifierNetwork(width, classes, weights);
    }

    static WeightLayout layout(int width, int classes) {
        return new WeightLayout(List.of(
                Weight.matrix("classifier.weight", classes, width, 0.01),
                new Weight(List.of("classifier.bias"), classes, 0, List.of(0.0))));
    }

    @Override
    public NetworkShape shape() {
        return new NetworkShape(1, width, 1, classes);
    }

    /**
     * Unnormalized log-probability of each class.
     *
     * @param embeddings B vectors
     * @return B rows of one number a class
     */
    public synchronized float[][] logits(float[][] embeddings) {
        try (NDManager scope = newScope()) {
            return Tensors.rows(
                    call(scope, "logits", Tensors.matrix(scope, embeddings)).get(0));
        }
    }
}

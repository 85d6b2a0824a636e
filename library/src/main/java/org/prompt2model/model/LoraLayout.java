package org.prompt2model.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where LoRA's matrices lie: the trained weights of a network whose own are frozen. Named as PEFT names them.
 *
 * @param rank rows of A and columns of B
 * @param scale factor of an adapter's result
 * @param targets projections that are adapted, by the last part of their names; none where a network is trained itself
 * @param products the products of each layer, in the order of the network's source
 */
record LoraLayout(int rank, double scale, List<String> targets, List<List<Weight>> products) {
    private static final String PREFIX = "base_model.model.";

    /** The layout of no adapters at all. */
    static LoraLayout none(List<List<Weight>> products) {
        return new LoraLayout(1, 1, List.of(), products);
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    /**
     * What {@code lora.py} reads as attributes.
     *
     * @param frozen number of weights of the network itself
     */
    Map<String, Object> attributes(int frozen) {
        List<Weight> layer = products.get(0);
        List<Weight.Piece> parts =
                layer.stream().flatMap(product -> product.tensors().stream()).toList();
        int[] adapters = new int[layer.size()];
        int count = 0;
        for (int product = 0; product < adapters.length; product++) {
            boolean adapted = !targets(layer.get(product)).isEmpty();
            adapters[product] = adapted ? count : -1;
            count += adapted ? 2 : 0;
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("frozen", List.of());
        attributes.put("first_adapter", frozen);
        attributes.put("layer_adapters", count);
        attributes.put("adapters", adapters);
        attributes.put("adapter_scale", scale);
        attributes.put(
                "stacks",
                layer.stream().mapToInt(product -> product.tensors().size()).toArray());
        attributes.put("heights", parts.stream().mapToInt(Weight.Piece::rows).toArray());
        attributes.put(
                "trains",
                parts.stream().mapToInt(part -> isTarget(part) ? 1 : 0).toArray());
        return attributes;
    }

    /** A and B of every adapted product, layer by layer. */
    WeightLayout layout() {
        List<Weight> weights = new ArrayList<>();
        for (List<Weight> layer : products) {
            for (Weight product : layer) {
                List<Weight.Piece> targets = targets(product);
                if (!targets.isEmpty()) {
                    weights.add(inner(product, targets));
                    weights.add(outer(targets));
                }
            }
        }
        return new WeightLayout(weights);
    }

    // The variance of PEFT's uniform distribution over +-1/sqrt(in); B begins at zero, so training begins at the base.
    private Weight inner(Weight product, List<Weight.Piece> targets) {
        double deviation = Math.pow(3.0 * product.columns(), -0.5);
        return new Weight(
                targets.stream()
                        .map(target -> new Weight.Piece(name(target, "lora_A"), rank, deviation))
                        .toList(),
                product.columns());
    }

    private Weight outer(List<Weight.Piece> targets) {
        return new Weight(
                targets.stream()
                        .map(target -> new Weight.Piece(name(target, "lora_B"), target.rows(), 0))
                        .toList(),
                rank);
    }

    private List<Weight.Piece> targets(Weight product) {
        return product.tensors().stream().filter(this::isTarget).toList();
    }

    private boolean isTarget(Weight.Piece tensor) {
        String[] path = tensor.name().split("\\.", -1);
        return targets.contains(path[path.length - 2]);
    }

    private static String name(Weight.Piece target, String matrix) {
        return PREFIX + target.name().replaceAll("weight$", matrix + ".weight");
    }
}

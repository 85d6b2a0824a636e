package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Where each weight of a network lies in its one flat tensor: matrices first, in order, then vectors, so that weight
 * decay covers a slice. Converts between the flat tensor and the named tensors of a checkpoint.
 */
final class WeightLayout {
    private static final int MOST_NAMED = 12;

    private final List<Weight> weights;
    private final int[] parts;
    private final long[] starts;
    private final long decayed;
    private final long size;

    WeightLayout(List<Weight> weights) {
        this.weights = List.copyOf(weights);
        List<Integer> order = new ArrayList<>();
        for (boolean matrices : new boolean[] {true, false}) {
            for (int i = 0; i < weights.size(); i++) {
                if (weights.get(i).isMatrix() == matrices) {
                    order.add(i);
                }
            }
        }
        parts = new int[weights.size()];
        starts = new long[weights.size()];
        long start = 0;
        long matrixEnd = 0;
        for (int part = 0; part < order.size(); part++) {
            int i = order.get(part);
            parts[i] = part;
            starts[i] = start;
            start += weights.get(i).size();
            matrixEnd = weights.get(i).isMatrix() ? start : matrixEnd;
        }
        decayed = matrixEnd;
        size = start;
    }

    /** The weights in the order in which the network's source numbers them. */
    List<Weight> weights() {
        return weights;
    }

    /** Number of weights. */
    long size() {
        return size;
    }

    /** Numbers that Adafactor keeps: a row's and a column's for each matrix, one for each value of a vector. */
    int factoredSize() {
        return weights.stream()
                .flatMapToInt(weight ->
                        weight.tensors().stream().mapToInt(tensor -> Math.addExact(tensor.rows(), weight.columns())))
                .reduce(0, Math::addExact);
    }

    /** What {@code training.py} and {@code optimizers.py} read as attributes. */
    Map<String, Object> attributes() {
        int[] sizes = new int[parts.length];
        int[] columns = new int[parts.length];
        int[] order = new int[parts.length];
        Weight[] inOrder = new Weight[parts.length];
        for (int i = 0; i < parts.length; i++) {
            sizes[parts[i]] = weights.get(i).size();
            columns[i] = weights.get(i).columns();
            order[parts[i]] = i;
            inOrder[parts[i]] = weights.get(i);
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("sizes", sizes);
        attributes.put("parts", parts);
        attributes.put("order", order);
        attributes.put("columns", columns);
        attributes.put("decayed", decayed);
        attributes.put(
                "tensor_rows",
                Arrays.stream(inOrder)
                        .flatMapToInt(weight -> weight.tensors().stream().mapToInt(Weight.Piece::rows))
                        .toArray());
        attributes.put(
                "tensor_columns",
                Arrays.stream(inOrder)
                        .flatMapToInt(weight -> weight.tensors().stream().mapToInt(tensor -> weight.columns()))
                        .toArray());
        return attributes;
    }

    /** Names of the tensors of a checkpoint, in order. */
    List<String> names() {
        return weights.stream()
                .flatMap(weight -> weight.tensors().stream().map(Weight.Piece::name))
                .toList();
    }

    /** First values, normally distributed, from Java's generator: the same on every engine and device. */
    float[] random(long seed) {
        Random random = new Random(seed);
        float[] flat = new float[Math.toIntExact(size)];
        forEach((weight, tensor, from) -> {
            for (int k = 0; k < weight.size(tensor); k++) {
                flat[(int) from + k] =
                        (float) (weight.isMatrix() ? random.nextGaussian() * tensor.initial() : tensor.initial());
            }
        });
        return flat;
    }

    /** Flat weights as the named tensors of a checkpoint; they must stay open until these are written. */
    List<SafeTensors.Tensor> toTensors(NDArray flat) {
        List<SafeTensors.Tensor> tensors = new ArrayList<>();
        forEach((weight, tensor, from) -> tensors.add(new SafeTensors.Tensor(
                tensor.name(), weight.shape(tensor), TensorValues.of(flat, from, weight.size(tensor)))));
        return tensors;
    }

    /** Flat values by the names of a checkpoint's tensors. */
    Map<String, float[]> byName(float[] flat) {
        Map<String, float[]> values = new LinkedHashMap<>();
        forEach((weight, tensor, from) ->
                values.put(tensor.name(), Arrays.copyOfRange(flat, (int) from, (int) from + weight.size(tensor))));
        return values;
    }

    /**
     * The named tensors of a checkpoint as flat weights. They are read when they are copied, and fail to be with an
     * {@link UncheckedIOException}.
     *
     * @throws Prompt2ModelException if tensors are missing, of another shape or surplus; each is named
     */
    FlatWeights read(Map<String, StoredTensor> tensors, String checkpoint) {
        return read(tensors, Map.of(), checkpoint);
    }

    /**
     * As {@link #read(Map, String)}, with values for tensors that the checkpoint need not have.
     *
     * @param fresh values by name, row by row; they go before the checkpoint's
     */
    FlatWeights read(Map<String, StoredTensor> tensors, Map<String, float[]> fresh, String checkpoint) {
        requireFit(tensors, fresh.keySet(), checkpoint);
        return target -> forEach((weight, tensor, from) -> {
            if (fresh.containsKey(tensor.name())) {
                FlatWeights.put(fresh.get(tensor.name()), target, from);
            } else {
                try {
                    tensors.get(tensor.name()).copyTo(target, from);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** What is done with each tensor of a checkpoint, given its first place in the flat weights. */
    private interface Visitor {
        void visit(Weight weight, Weight.Piece tensor, long from);
    }

    private void forEach(Visitor visitor) {
        for (int i = 0; i < parts.length; i++) {
            long from = starts[i];
            for (Weight.Piece tensor : weights.get(i).tensors()) {
                visitor.visit(weights.get(i), tensor, from);
                from += weights.get(i).size(tensor);
            }
        }
    }

    /**
     * Refuses tensors that do not fit.
     *
     * @param fresh names of tensors that the checkpoint need not have
     * @throws Prompt2ModelException if tensors are missing, of another shape or surplus; each is named
     */
    void requireFit(Map<String, StoredTensor> tensors, Set<String> fresh, String checkpoint) {
        List<String> wrong = new ArrayList<>();
        Set<String> surplus = new TreeSet<>(tensors.keySet());
        for (Weight weight : weights) {
            for (Weight.Piece tensor : weight.tensors()) {
                surplus.remove(tensor.name());
                StoredTensor found = tensors.get(tensor.name());
                if (fresh.contains(tensor.name())) {
                    continue;
                }
                if (found == null) {
                    wrong.add(tensor.name() + " is missing");
                } else if (!found.shape().equals(weight.shape(tensor))) {
                    wrong.add(tensor.name() + " has the shape " + found.shape() + " and should have "
                            + weight.shape(tensor));
                }
            }
        }
        surplus.forEach(name -> wrong.add(name + " belongs to no part of the network"));
        if (!wrong.isEmpty()) {
            String rest = wrong.size() > MOST_NAMED ? ", and " + (wrong.size() - MOST_NAMED) + " more" : "";
            throw new Prompt2ModelException(
                    "The weights of " + checkpoint + " do not fit its config.json",
                    String.join(", ", wrong.subList(0, Math.min(wrong.size(), MOST_NAMED))) + rest,
                    "take the config.json and the safetensors from the same checkpoint");
        }
    }
}

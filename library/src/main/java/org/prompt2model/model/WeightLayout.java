package org.prompt2model.model;

import java.io.IOException;
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
    private final int[] starts;
    private final int decayed;
    private final int size;

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
        starts = new int[weights.size()];
        int start = 0;
        int matrixEnd = 0;
        for (int part = 0; part < order.size(); part++) {
            int i = order.get(part);
            parts[i] = part;
            starts[i] = start;
            start = Math.addExact(start, weights.get(i).size());
            matrixEnd = weights.get(i).isMatrix() ? start : matrixEnd;
        }
        decayed = matrixEnd;
        size = start;
    }

    /** Number of weights. */
    int size() {
        return size;
    }

    /** Numbers that Adafactor keeps: a row's and a column's for each matrix, one for each value of a vector. */
    int factoredSize() {
        int factored = 0;
        for (Weight weight : weights) {
            factored += weight.rows()
                    + weight.columns() * (weight.isMatrix() ? weight.names().size() : 0);
        }
        return factored;
    }

    /** What {@code training.py} reads as attributes. */
    Map<String, Object> attributes() {
        int[] sizes = new int[parts.length];
        int[] columns = new int[parts.length];
        int[] stacked = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            sizes[parts[i]] = weights.get(i).size();
            columns[i] = weights.get(i).columns();
            stacked[i] = weights.get(i).names().size();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("sizes", sizes);
        attributes.put("parts", parts);
        attributes.put("columns", columns);
        attributes.put("stacked", stacked);
        attributes.put("decayed", decayed);
        return attributes;
    }

    /** Names of the tensors of a checkpoint, in order. */
    List<String> names() {
        return weights.stream().flatMap(weight -> weight.names().stream()).toList();
    }

    /** First values, normally distributed, from Java's generator: the same on every engine and device. */
    float[] random(long seed) {
        Random random = new Random(seed);
        float[] flat = new float[size];
        for (int i = 0; i < parts.length; i++) {
            Weight weight = weights.get(i);
            int length = weight.size() / weight.names().size();
            for (int tensor = 0; tensor < weight.names().size(); tensor++) {
                double initial = weight.initial().get(tensor);
                int from = starts[i] + tensor * length;
                for (int k = from; k < from + length; k++) {
                    flat[k] = (float) (weight.isMatrix() ? random.nextGaussian() * initial : initial);
                }
            }
        }
        return flat;
    }

    /** The flat weights as the named tensors of a checkpoint. */
    List<SafeTensors.Tensor> toTensors(float[] flat) {
        List<SafeTensors.Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Weight weight = weights.get(i);
            int length = weight.size() / weight.names().size();
            for (int tensor = 0; tensor < weight.names().size(); tensor++) {
                int from = starts[i] + tensor * length;
                float[] values = Arrays.copyOfRange(flat, from, from + length);
                tensors.add(new SafeTensors.Tensor(weight.names().get(tensor), weight.tensorShape(), values));
            }
        }
        return tensors;
    }

    /**
     * The named tensors of a checkpoint as flat weights.
     *
     * @throws Prompt2ModelException if tensors are missing, of another shape or surplus; each is named
     */
    float[] read(Map<String, StoredTensor> tensors, String checkpoint) throws IOException {
        return read(tensors, Map.of(), checkpoint);
    }

    /**
     * As {@link #read(Map, String)}, with values for tensors that the checkpoint need not have.
     *
     * @param fresh values by name, row by row; they go before the checkpoint's
     */
    float[] read(Map<String, StoredTensor> tensors, Map<String, float[]> fresh, String checkpoint) throws IOException {
        requireFit(tensors, fresh.keySet(), checkpoint);
        float[] flat = new float[size];
        for (int i = 0; i < parts.length; i++) {
            Weight weight = weights.get(i);
            int length = weight.size() / weight.names().size();
            for (int tensor = 0; tensor < weight.names().size(); tensor++) {
                String name = weight.names().get(tensor);
                int from = starts[i] + tensor * length;
                if (fresh.containsKey(name)) {
                    System.arraycopy(fresh.get(name), 0, flat, from, length);
                } else {
                    tensors.get(name).copyTo(flat, from);
                }
            }
        }
        return flat;
    }

    private void requireFit(Map<String, StoredTensor> tensors, Set<String> fresh, String checkpoint) {
        List<String> wrong = new ArrayList<>();
        Set<String> surplus = new TreeSet<>(tensors.keySet());
        for (Weight weight : weights) {
            for (String name : weight.names()) {
                surplus.remove(name);
                StoredTensor found = tensors.get(name);
                if (fresh.contains(name)) {
                    continue;
                }
                if (found == null) {
                    wrong.add(name + " is missing");
                } else if (!found.hasShape(weight.tensorShape())) {
                    wrong.add(name + " has the shape " + found.shape() + " and should have "
                            + Arrays.toString(weight.tensorShape()));
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

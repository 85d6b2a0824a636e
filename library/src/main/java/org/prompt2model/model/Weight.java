package org.prompt2model.model;

import java.util.List;

/**
 * One weight of a network; a checkpoint may hold it in several tensors of equal height, stacked here for one product.
 *
 * @param names tensors of the checkpoint, top to bottom
 * @param rows rows of the stacked matrix, or length of the vector
 * @param columns columns of the matrix; 0 for a vector
 * @param initial first values of each of the tensors: of a matrix the standard deviation about 0, of a vector the value
 */
record Weight(List<String> names, int rows, int columns, List<Double> initial) {
    Weight {
        names = List.copyOf(names);
        initial = List.copyOf(initial);
        if (names.size() != initial.size() || rows % names.size() != 0) {
            throw new IllegalArgumentException("rows and first values must fit the tensors " + names);
        }
    }

    static Weight matrix(String name, int rows, int columns, double deviation) {
        return new Weight(List.of(name), rows, columns, List.of(deviation));
    }

    static Weight scale(String name, int length) {
        return new Weight(List.of(name), length, 0, List.of(1.0));
    }

    boolean isMatrix() {
        return columns > 0;
    }

    int size() {
        return rows * Math.max(1, columns);
    }

    long[] tensorShape() {
        long height = rows / names.size();
        return isMatrix() ? new long[] {height, columns} : new long[] {height};
    }
}

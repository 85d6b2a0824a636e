package org.prompt2model.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One weight of a network; a checkpoint may hold it in several tensors, stacked here for one product.
 *
 * @param tensors tensors of the checkpoint, top to bottom
 * @param columns columns of the matrix; 0 for a vector
 */
record Weight(List<Piece> tensors, int columns) {
    /**
     * A tensor of the checkpoint.
     *
     * @param rows rows of the matrix, or length of the vector
     * @param initial first values: of a matrix the standard deviation about 0, of a vector the value
     */
    record Piece(String name, int rows, double initial) {}

    Weight {
        tensors = List.copyOf(tensors);
    }

    /**
     * Tensors of equal height.
     *
     * @param rows rows of all of them together
     */
    Weight(List<String> names, int rows, int columns, List<Double> initial) {
        this(equal(names, rows, initial), columns);
    }

    private static List<Piece> equal(List<String> names, int rows, List<Double> initial) {
        if (names.size() != initial.size() || rows % names.size() != 0) {
            throw new IllegalArgumentException("rows and first values must fit the tensors " + names);
        }
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Piece(names.get(i), rows / names.size(), initial.get(i)))
                .toList();
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
        return tensors.stream().mapToInt(this::size).reduce(0, Math::addExact);
    }

    int size(Piece tensor) {
        return Math.multiplyExact(tensor.rows(), Math.max(1, columns));
    }

    List<Long> shape(Piece tensor) {
        return isMatrix() ? List.of((long) tensor.rows(), (long) columns) : List.of((long) tensor.rows());
    }

    /** The whole, as a network sees it. */
    long[] shape() {
        long rows = tensors.stream().mapToLong(Piece::rows).sum();
        return isMatrix() ? new long[] {rows, columns} : new long[] {rows};
    }
}

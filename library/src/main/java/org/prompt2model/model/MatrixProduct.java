package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The product of two square matrices of single precision: the most arithmetic that a core or GPU does here in a second. */
public final class MatrixProduct implements AutoCloseable {
    private final NDManager manager = Torch.newManager();
    private final NDArray left;
    private final NDArray right;
    private final int size;

    /** Random matrices of {@code size} rows and columns. */
    public MatrixProduct(int size) {
        this.size = size;
        Torch.seed(1);
        left = manager.randomNormal(new Shape(size, size));
        right = manager.randomNormal(new Shape(size, size));
    }

    /** Multiplies once, and waits until it is done. */
    public void run() {
        try (NDArray product = left.matMul(right);
                NDArray one = product.get(0, 0)) {
            one.getFloat();
        }
    }

    /** Floating-point operations of one product. */
    public double flops() {
        return 2.0 * size * size * size;
    }

    @Override
    public void close() {
        manager.close();
    }
}

package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Fills tensors of native memory with flat weights, one after the other. */
final class Filling {
    private static final int ROOM = 1 << 22;

    private final TorchScript script;
    private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.LITTLE_ENDIAN);

    /** For a network's script: {@code training.py} says how bytes become numbers. */
    Filling(TorchScript script) {
        this.script = script;
    }

    /**
     * Values in native memory, as float32.
     *
     * @param owner owns the tensor
     * @param size number of values
     */
    NDArray filled(NDManager owner, long size, FlatWeights values) {
        NDArray flat = owner.zeros(new Shape(size));
        values.copyTo(new FlatWeights.Target() {
            @Override
            public ByteBuffer room() {
                return room;
            }

            @Override
            public void put(NumberFormat format, long place) {
                room.rewind();
                try (NDManager scope = owner.newSubManager()) {
                    NDArray bytes = scope.create(room, new Shape(room.limit()), DataType.UINT8);
                    NDArray facts = scope.create(new long[] {format.scalarType(), place});
                    script.call(scope, "put", bytes, facts, flat);
                }
            }
        });
        return flat;
    }
}

package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Values of a tensor that is to be written, float32 and little-endian. They are handed over piece by piece, straight from
 * native memory into a file, so that the heap need not hold them.
 */
interface TensorValues {
    /** Hands over all of them, in order. */
    void copyTo(Sink sink) throws IOException;

    /** Takes pieces; each is valid only during the call. */
    interface Sink {
        void put(ByteBuffer piece) throws IOException;
    }

    /** The values of a flat tensor, which must stay open until they are written. */
    static TensorValues of(NDArray flat) {
        return of(flat, 0, flat.size());
    }

    /** Those from a place on. */
    static TensorValues of(NDArray flat, long from, long count) {
        long most = 1 << 20;
        return sink -> {
            for (long done = 0; done < count; done += most) {
                long end = Math.min(count, done + most);
                try (NDManager scope = flat.getManager().newSubManager()) {
                    NDArray piece = flat.get(scope, new NDIndex("{}:{}", from + done, from + end));
                    piece.attach(scope);
                    sink.put(piece.toByteBuffer(true));
                }
            }
        };
    }
}

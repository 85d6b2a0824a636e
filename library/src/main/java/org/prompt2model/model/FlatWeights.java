package org.prompt2model.model;

import java.nio.ByteBuffer;

/**
 * Values of a network's flat weights, wherever they are: they are handed over piece by piece, straight from a file into
 * native memory, so that the heap need not hold them.
 */
interface FlatWeights {
    /** Hands over all of them; what no piece covers is zero. */
    void copyTo(Target target);

    /** Takes pieces. */
    interface Target {
        /** Room for a piece, little-endian, outside the heap: always the same, for such memory is freed late. */
        ByteBuffer room();

        /**
         * Takes what lies in the room up to its limit.
         *
         * @param place of its first value in the flat weights
         */
        void put(NumberFormat format, long place);
    }

    /** Values that are on the heap already. */
    static FlatWeights of(float[] values) {
        return target -> put(values, target, 0);
    }

    /** Hands over values from the heap as those from a place on. */
    static void put(float[] values, Target target, long place) {
        int most = target.room().capacity() / Float.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            target.room().clear().limit(Float.BYTES * count).asFloatBuffer().put(values, from, count);
            target.put(NumberFormat.F32, place + from);
        }
    }
}

package org.prompt2model.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tensor of float32 that is small enough to be looked at. */
// Compared value by value.
@SuppressWarnings("ArrayRecordComponent")
record HeapTensor(String name, List<Long> shape, float[] values) {
    /** The tensors of a file. */
    static Map<String, HeapTensor> read(Path file) throws IOException {
        Map<String, HeapTensor> tensors = new LinkedHashMap<>();
        for (StoredTensor stored : SafeTensorsHeader.read(file).values()) {
            tensors.put(stored.name(), of(stored));
        }
        return tensors;
    }

    static HeapTensor of(StoredTensor stored) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) stored.bytes());
        try (FileChannel channel = FileChannel.open(stored.file())) {
            channel.read(bytes, stored.start());
        }
        return new HeapTensor(stored.name(), stored.shape(), floats(bytes.flip()));
    }

    /** A tensor as it would be written. */
    static HeapTensor of(SafeTensors.Tensor tensor) throws IOException {
        long size = tensor.shape().stream().reduce(1L, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate((int) size * Float.BYTES);
        tensor.values().copyTo(bytes::put);
        return new HeapTensor(tensor.name(), tensor.shape(), floats(bytes.flip()));
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    static void write(Path file, Collection<HeapTensor> tensors) throws IOException {
        SafeTensors.write(file, tensors.stream().map(HeapTensor::toTensor).toList());
    }

    private SafeTensors.Tensor toTensor() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new SafeTensors.Tensor(name, shape, sink -> sink.put(bytes.rewind()));
    }
}

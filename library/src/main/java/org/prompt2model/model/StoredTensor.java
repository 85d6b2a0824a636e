package org.prompt2model.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * A tensor that lies in a file; its values are read, through memory mapping, only when asked for.
 *
 * @param type its number format as safetensors names it, such as {@code F32}
 * @param start place of its first byte in the file
 * @param bytes its length
 */
record StoredTensor(String name, String type, List<Long> shape, Path file, long start, long bytes) {
    // A mapping reaches at most 2 GB, so what is larger is read in pieces.
    private static final int MOST_MAPPED = 1 << 30;
    private static final int SAMPLE = 1024;

    StoredTensor {
        shape = List.copyOf(shape);
    }

    /** Number of values. */
    long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Its first and last bytes, for telling checkpoints apart without reading them. */
    String sample() throws IOException {
        int length = (int) Math.min(bytes, SAMPLE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] ends = new byte[2 * length];
            channel.map(FileChannel.MapMode.READ_ONLY, start, length).get(ends, 0, length);
            channel.map(FileChannel.MapMode.READ_ONLY, start + bytes - length, length)
                    .get(ends, length, length);
            return HexFormat.of().formatHex(ends);
        }
    }

    /** True where the other tensor has the same format and, bit for bit, the same values. */
    boolean hasValuesOf(StoredTensor other) throws IOException {
        if (!type.equals(other.type) || !shape.equals(other.shape)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel others = FileChannel.open(other.file, StandardOpenOption.READ)) {
            for (long done = 0; done < bytes; done += MOST_MAPPED) {
                long length = Math.min(MOST_MAPPED, bytes - done);
                ByteBuffer part = channel.map(FileChannel.MapMode.READ_ONLY, start + done, length);
                if (part.mismatch(others.map(FileChannel.MapMode.READ_ONLY, other.start + done, length)) >= 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Hands over the values as they are, as those of flat weights from a place on. */
    void copyTo(FlatWeights.Target target, long place) throws IOException {
        NumberFormat format = format();
        // Read, not mapped: Java unmaps when it collects garbage, and until then the file would count as memory in use.
        ByteBuffer room = target.room();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long done = 0; done < bytes; done += room.limit()) {
                room.clear().limit((int) Math.min(room.capacity(), bytes - done));
                while (room.hasRemaining()) {
                    if (channel.read(room, start + done + room.position()) < 0) {
                        throw new EOFException(file + " has become shorter");
                    }
                }
                target.put(format, place + done / format.bytes());
            }
        }
    }

    private NumberFormat format() {
        return switch (type) {
            case "F32" -> NumberFormat.F32;
            case "F16" -> NumberFormat.F16;
            case "BF16" -> NumberFormat.BF16;
            default ->
                throw new Prompt2ModelException(
                        "The tensor " + name + " in " + file + " has the type " + type,
                        "weights are read as F32, F16 and BF16; quantized ones cannot be trained",
                        "take a checkpoint that is not quantized");
        };
    }
}

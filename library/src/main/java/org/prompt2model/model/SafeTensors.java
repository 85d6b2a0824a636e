package org.prompt2model.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The safetensors format (github.com/huggingface/safetensors): eight bytes with the length of a JSON header, the header
 * with each tensor's type, shape and byte range, then the values, little-endian and row by row.
 */
final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH_BYTES = Long.BYTES;

    /** A named tensor; its values come, row by row, when they are written. */
    record Tensor(String name, List<Long> shape, TensorValues values) {
        Tensor {
            shape = List.copyOf(shape);
        }

        /** Length of its values in bytes. */
        private long bytes() {
            return shape.stream().reduce((long) Float.BYTES, Math::multiplyExact);
        }
    }

    private SafeTensors() {}

    /** Writes float32 tensors: whole, or not at all, so that a full disk leaves the file that was there. */
    static void write(Path file, List<Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long at = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
            entry.set("shape", JSON.valueToTree(tensor.shape()));
            long end = Math.addExact(at, tensor.bytes());
            entry.set("data_offsets", JSON.valueToTree(new long[] {at, end}));
            at = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
        ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json).put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            writeAll(part, head.flip(), tensors);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static void writeAll(Path file, ByteBuffer head, List<Tensor> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            drain(channel, head);
            for (Tensor tensor : tensors) {
                long before = channel.position();
                tensor.values().copyTo(piece -> drain(channel, piece));
                if (channel.position() - before != tensor.bytes()) {
                    throw new IllegalStateException(
                            tensor.name() + " has not the values of its shape " + tensor.shape());
                }
            }
            channel.force(true);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

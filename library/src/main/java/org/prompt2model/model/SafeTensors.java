package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * The safetensors format (github.com/huggingface/safetensors): eight bytes with the length of a JSON header, the header
 * with each tensor's type, shape and byte range, then the values, little-endian and row by row.
 */
final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final long LONGEST_HEADER = 100_000_000;

    /** A named tensor in memory, values row by row. */
    // Up to gigabytes that are read or written once: nobody compares them, and a copy could be too much.
    @SuppressWarnings("ArrayRecordComponent")
    record Tensor(String name, long[] shape, float[] values) {}

    private SafeTensors() {}

    /** Writes float32 tensors: whole, or not at all, so that a full disk leaves the file that was there. */
    static void write(Path file, List<Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long at = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
            entry.set("shape", JSON.valueToTree(tensor.shape()));
            long end = at + (long) Float.BYTES * tensor.values().length;
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
                ByteBuffer values = ByteBuffer.allocate(Float.BYTES * tensor.values().length)
                        .order(ByteOrder.LITTLE_ENDIAN);
                values.asFloatBuffer().put(tensor.values());
                drain(channel, values);
            }
            channel.force(true);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads every tensor as float32; F16 and BF16 are widened. Each is mapped by itself, so a file may exceed 2 GB.
     *
     * @throws Prompt2ModelException if the file is not in the format
     */
    static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size() < LENGTH_BYTES
                    ? -1
                    : map(channel, 0, LENGTH_BYTES).getLong();
            if (length <= 0 || length > LONGEST_HEADER || length > channel.size() - LENGTH_BYTES) {
                throw notSafeTensors(file, "its first eight bytes give no length of a header");
            }
            byte[] json = new byte[(int) length];
            map(channel, LENGTH_BYTES, length).get(json);
            JsonNode header = header(file, json);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(
                            entry.getKey(),
                            tensor(file, channel, LENGTH_BYTES + length, entry.getKey(), entry.getValue()));
                }
            }
            return tensors;
        }
    }

    private static JsonNode header(Path file, byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw notSafeTensors(file, "its header is no JSON: " + e.getMessage());
        }
    }

    private static Tensor tensor(Path file, FileChannel channel, long base, String name, JsonNode entry)
            throws IOException {
        List<Long> shape = new ArrayList<>();
        long count = 1;
        for (JsonNode size : entry.path("shape")) {
            shape.add(size.asLong());
            count = Math.multiplyExact(count, size.asLong());
        }
        String type = entry.path("dtype").asText();
        int width = type.equals("F32") ? Float.BYTES : Short.BYTES;
        long from = entry.path("data_offsets").path(0).asLong(-1);
        long to = entry.path("data_offsets").path(1).asLong(-1);
        if (from < 0 || to - from != count * width || base + to > channel.size() || to - from > Integer.MAX_VALUE) {
            throw notSafeTensors(file, "the byte range of " + name + " does not fit its shape or the file");
        }
        ByteBuffer bytes = map(channel, base + from, to - from);
        float[] values = new float[(int) count];
        switch (type) {
            case "F32" -> bytes.asFloatBuffer().get(values);
            case "BF16" -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
                }
            }
            case "F16" -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = halfToFloat(bytes.getShort());
                }
            }
            default -> throw notSafeTensors(file, name + " has the type " + type + "; F32, F16 and BF16 are read");
        }
        return new Tensor(name, shape.stream().mapToLong(Long::longValue).toArray(), values);
    }

    /** IEEE 754 binary16 to binary32 (Float.float16ToFloat came with Java 20). */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        int wide = exponent == 31 ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    private static ByteBuffer map(FileChannel channel, long from, long length) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Prompt2ModelException notSafeTensors(Path file, String why) {
        return new Prompt2ModelException(
                file + " is no safetensors file that can be read",
                why,
                "download or save the checkpoint again; pickled weights (.bin, .pt) are not read");
    }
}

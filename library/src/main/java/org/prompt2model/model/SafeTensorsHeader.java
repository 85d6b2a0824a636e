package org.prompt2model.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Reads the header of a safetensors file and trusts none of it: it may come from anyone. What it promises must lie in
 * the file, byte after byte, with no tensor over another, as the format's own library demands.
 */
final class SafeTensorsHeader {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final long LONGEST = 100_000_000; // the format's own limit
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("U16", 2),
            Map.entry("I16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("U32", 4),
            Map.entry("I32", 4),
            Map.entry("F32", 4),
            Map.entry("U64", 8),
            Map.entry("I64", 8),
            Map.entry("F64", 8));

    private final Path file;

    private SafeTensorsHeader(Path file) {
        this.file = file;
    }

    /**
     * The tensors of a file by name, none of their values read.
     *
     * @throws Prompt2ModelException if the header is not in order
     */
    static Map<String, StoredTensor> read(Path file) throws IOException {
        return new SafeTensorsHeader(file).tensors();
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long length = size < Long.BYTES ? -1 : bytes(channel, 0, Long.BYTES).getLong();
            if (length <= 0 || length > LONGEST) {
                throw refused("its first eight bytes give no length of a header");
            }
            if (length > size - Long.BYTES) {
                throw refused(
                        "it ends within its header: " + size + " bytes are there, and the header alone has " + length);
            }
            long base = Long.BYTES + length;
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            json(bytes(channel, Long.BYTES, (int) length).array()).properties().forEach(entry -> {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), base));
                }
            });
            requireSeamless(tensors, base, size);
            return tensors;
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // a read may stop early
        }
        return bytes.flip();
    }

    private JsonNode json(byte[] header) {
        try {
            JsonNode json = JSON.readTree(header);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw refused("its header is no JSON: " + e.getMessage());
        }
        throw refused("its header is no JSON object");
    }

    private StoredTensor tensor(String name, JsonNode entry, long base) {
        String type = entry.path("dtype").asText();
        if (!BYTES.containsKey(type)) {
            throw refused("the tensor " + name + " has the unknown type '" + type + "'");
        }
        List<Long> shape = numbers(name, "shape", entry.path("shape"));
        List<Long> range = numbers(name, "data_offsets", entry.path("data_offsets"));
        if (range.size() != 2 || range.get(1) < range.get(0)) {
            throw refused("the data_offsets of " + name + " are no range: " + range);
        }
        long length = range.get(1) - range.get(0);
        if (length != bytes(name, shape, BYTES.get(type))) {
            throw refused(
                    "the byte range of " + name + ", " + range + ", does not fit its shape " + shape + " of " + type);
        }
        if (range.get(1) > Long.MAX_VALUE - base) {
            throw refused("the byte range of " + name + " ends beyond every file: " + range);
        }
        return new StoredTensor(name, type, shape, file, base + range.get(0), length);
    }

    private List<Long> numbers(String tensor, String field, JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode value : array) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
                throw refused("the " + field + " of " + tensor + " holds " + value + ", which is no size");
            }
            numbers.add(value.asLong());
        }
        if (!array.isArray()) {
            throw refused("the tensor " + tensor + " has no " + field);
        }
        return numbers;
    }

    private long bytes(String tensor, List<Long> shape, int width) {
        try {
            return shape.stream().reduce((long) width, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw refused("the shape of " + tensor + ", " + shape + ", has more values than can be counted");
        }
    }

    private void requireSeamless(Map<String, StoredTensor> tensors, long base, long size) {
        List<StoredTensor> inOrder = tensors.values().stream()
                .sorted(Comparator.comparingLong(StoredTensor::start).thenComparingLong(StoredTensor::bytes))
                .toList();
        long at = base;
        for (StoredTensor tensor : inOrder) {
            if (tensor.start() != at) {
                throw refused(
                        tensor.start() < at
                                ? "the byte range of " + tensor.name() + " lies over that of another tensor"
                                : "before " + tensor.name() + " lie " + (tensor.start() - at)
                                        + " bytes that no tensor has");
            }
            at += tensor.bytes();
        }
        if (at != size) {
            throw refused("its header describes a file of " + at + " bytes, and it has " + size
                    + (at > size ? ": it is cut off" : ""));
        }
    }

    private Prompt2ModelException refused(String why) {
        return new Prompt2ModelException(
                file + " is no safetensors file that can be read",
                why,
                "download or save the checkpoint again; pickled weights (.bin, .pt) are not read");
    }
}

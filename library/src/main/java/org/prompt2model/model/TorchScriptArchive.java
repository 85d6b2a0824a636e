package org.prompt2model.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the zip that {@code torch.jit.load} reads: source text and a few attributes that are numbers, no weights.
 * The layout and the pickle opcodes are those of PyTorch's {@code torch/csrc/jit/serialization} and Python's {@code pickletools}.
 */
final class TorchScriptArchive {
    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    static byte[] of(String body, Map<String, Object> attributes) {
        StringBuilder source = new StringBuilder("class Network(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        source.append("  training : bool\n");
        attributes.forEach((name, value) -> source.append("  ")
                .append(name)
                .append(" : ")
                .append(type(value))
                .append('\n'));
        // Only methods may follow: the parser of serialized code reads no comment above the first of them.
        source.append(body.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("(?m)\\s+#.*$", ""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "network/data.pkl", pickle(attributes));
            put(zip, "network/code/__torch__.py", source.toString().getBytes(StandardCharsets.UTF_8));
            put(zip, "network/constants.pkl", EMPTY_TUPLE);
            put(zip, "network/version", "10\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String type(Object value) {
        if (value instanceof int[]) {
            return "List[int]";
        }
        if (value instanceof double[]) {
            return "List[float]";
        }
        if (value instanceof List<?>) {
            return "List[Tensor]";
        }
        return value instanceof Double ? "float" : "int";
    }

    private static byte[] pickle(Map<String, Object> attributes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        out.write("c__torch__\nNetwork\n".getBytes(StandardCharsets.US_ASCII)); // GLOBAL
        out.write(new byte[] {')', (byte) 0x81, '}', '('}); // EMPTY_TUPLE NEWOBJ EMPTY_DICT MARK
        text(out, "training");
        out.write(0x88); // NEWTRUE
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            text(out, attribute.getKey());
            value(out, attribute.getValue());
        }
        out.write(new byte[] {'u', 'b', '.'}); // SETITEMS BUILD STOP
        return out.toByteArray();
    }

    private static void value(ByteArrayOutputStream out, Object value) throws IOException {
        if (value instanceof int[] numbers) {
            list(out, "build_intlist", Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof double[] numbers) {
            list(out, "build_doublelist", Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof List<?> tensors) {
            list(out, "build_tensorlist", tensors);
        } else if (value instanceof Double number) {
            out.write('G'); // BINFLOAT, the one number of a pickle that is big-endian
            out.write(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof Long number) {
            out.write(0x8a); // LONG1
            out.write(Long.BYTES);
            out.write(littleEndian(Long.BYTES).putLong(number).array());
        } else {
            integer(out, (Integer) value);
        }
    }

    private static void list(ByteArrayOutputStream out, String builder, List<?> values) throws IOException {
        out.write(("ctorch.jit._pickle\n" + builder + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {']', '('}); // EMPTY_LIST MARK
        for (Object value : values) {
            value(out, value);
        }
        out.write(new byte[] {'e', (byte) 0x85, 'R'}); // APPENDS TUPLE1 REDUCE
    }

    private static void text(ByteArrayOutputStream out, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X'); // BINUNICODE
        integerBytes(out, bytes.length);
        out.write(bytes);
    }

    private static void integer(ByteArrayOutputStream out, int value) throws IOException {
        out.write('J'); // BININT
        integerBytes(out, value);
    }

    private static void integerBytes(ByteArrayOutputStream out, int value) throws IOException {
        out.write(littleEndian(Integer.BYTES).putInt(value).array());
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED); // PyTorch reads records in place
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}

package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;

class SafeTensorsTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("model.safetensors");
        HeapTensor.write(
                file,
                List.of(
                        new HeapTensor("a", List.of(2L, 2L), new float[] {1, -2, 3.5f, 1e-30f}),
                        new HeapTensor("b", List.of(1L), new float[] {Float.MAX_VALUE}),
                        new HeapTensor("none", List.of(0L), new float[0])));
        Map<String, HeapTensor> tensors = HeapTensor.read(file);
        assertThat(tensors).containsOnlyKeys("a", "b", "none");
        assertThat(tensors.get("a").values()).containsExactly(1, -2, 3.5f, 1e-30f);
        assertThat(tensors.get("a").shape()).containsExactly(2L, 2L);
    }

    @Test
    void widensHalvesAndBrainFloats() throws IOException {
        byte[] values = new byte[12];
        ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(new short[] {
            0x3c00, (short) 0xc000, 0x0001, 0x7c00, 0x3f80, (short) 0xc040
        });
        Path file = file(
                "{\"classifier.weight\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[0,8]},"
                        + "\"classifier.bias\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}}",
                values);
        try (ClassifierNetwork network = classifier(file)) {
            assertThat(network.weights()).containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY, 1f, -3f);
        }
    }

    private static ClassifierNetwork classifier(Path file) throws IOException {
        WeightLayout layout = ClassifierNetwork.layout(2, 2);
        return ClassifierNetwork.of(2, 2, layout.read(SafeTensorsHeader.read(file), "the test's"));
    }

    @Test
    void readsATensorThatLiesBeyondFourGigabytes() throws IOException {
        long large = 5L << 30;
        byte[] json = ("{\"large\":{\"dtype\":\"U8\",\"shape\":[" + large + "],\"data_offsets\":[0," + large + "]},"
                        + "\"small\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + large + "," + (large + 8)
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("large.safetensors");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            ByteBuffer head = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(head.putLong(json.length).put(json).flip());
            ByteBuffer values = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(values.putFloat(3).putFloat(-4).flip(), 8 + json.length + large);
        }
        Map<String, StoredTensor> tensors = SafeTensorsHeader.read(file);
        assertThat(tensors.get("large").size()).isEqualTo(large);
        assertThat(HeapTensor.of(tensors.get("small")).values()).containsExactly(3, -4);
    }

    @Test
    void refusesAFileOfAnotherFormat() throws IOException {
        Path file = Files.writeString(folder.resolve("text.safetensors"), "this is text, and it goes on for a while");
        assertRefused(file, "its first eight bytes give no length of a header");
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        HeapTensor.write(whole, List.of(new HeapTensor("a", List.of(4L), new float[4])));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            Path file = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafeTensorsHeader.read(file))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("is no safetensors file that can be read");
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesAHostileHeader() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("{\"a\":", "its header is no JSON");
        headers.put("[1, 2]", "its header is no JSON object");
        headers.put("{\"a\":{}}", "unknown type ''");
        headers.put(entry("F32", "[2]", "[0,8]") + "garbage", "its header is no JSON");
        headers.put(entry("F31", "[2]", "[0,8]"), "unknown type 'F31'");
        headers.put(entry("F32", "[-2]", "[0,8]"), "holds -2, which is no size");
        headers.put(entry("F32", "[2.5]", "[0,8]"), "holds 2.5, which is no size");
        headers.put(entry("F32", "7", "[0,8]"), "has no shape");
        headers.put(entry("F32", "[2]", "[-8,0]"), "holds -8, which is no size");
        headers.put(entry("F32", "[2]", "[8,0]"), "are no range");
        headers.put(entry("F32", "[2]", "[0,8,16]"), "are no range");
        headers.put(entry("F32", "[3]", "[0,8]"), "does not fit its shape [3]");
        headers.put(entry("F32", "[4294967296,4294967296,4]", "[0,8]"), "more values than can be counted");
        headers.put(entry("F32", "[99999999999999999999]", "[0,8]"), "which is no size");
        headers.put(entry("U8", "[9223372036854775807]", "[0,9223372036854775807]"), "beyond every file");
        headers.put(entry("F32", "[1000]", "[0,4000]"), "it is cut off");
        headers.put(entry("F32", "[1]", "[0,4]"), "describes a file of");
        headers.put(entry("F32", "[1]", "[4,8]"), "4 bytes that no tensor has");
        headers.put("{\"a\":" + range("[0,8]") + ",\"b\":" + range("[0,8]") + "}", "lies over that of another tensor");
        headers.put("{\"a\":" + range("[0,8]") + ",\"a\":" + range("[0,8]") + "}", "Duplicate field 'a'");
        return headers.entrySet().stream()
                .map(header -> DynamicTest.dynamicTest(
                        header.getValue(), () -> assertRefused(file(header.getKey(), new byte[8]), header.getValue())));
    }

    private static String entry(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static String range(String offsets) {
        return "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}";
    }

    @Test
    void refusesAHeaderThatClaimsAHugeLength() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (long length : new long[] {Long.MAX_VALUE, -1, 100_000_001, 0}) {
            Path file = Files.write(
                    folder.resolve("huge.safetensors"), bytes.putLong(0, length).array());
            assertRefused(file, "its first eight bytes give no length of a header");
        }
        Path file = Files.write(
                folder.resolve("huge.safetensors"), bytes.putLong(0, 99_000_000).array());
        assertRefused(file, "it ends within its header");
    }

    @Test
    void integersAreNoWeights() throws IOException {
        Path file = file(
                "{\"classifier.weight\":{\"dtype\":\"I64\",\"shape\":[2,2],\"data_offsets\":[0,32]},"
                        + "\"classifier.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[32,40]}}",
                new byte[40]);
        assertThatThrownBy(() -> classifier(file)).hasMessageContaining("has the type I64");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("hostile.safetensors"), bytes.array());
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> SafeTensorsHeader.read(file))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("is no safetensors file that can be read")
                .hasMessageContaining(why);
    }
}

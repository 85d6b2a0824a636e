package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafeTensors.write(
                file,
                List.of(
                        new SafeTensors.Tensor("a", new long[] {2, 2}, new float[] {1, -2, 3.5f, 1e-30f}),
                        new SafeTensors.Tensor("b", new long[] {1}, new float[] {Float.MAX_VALUE})));
        assertThat(SafeTensors.read(file)).containsOnlyKeys("a", "b");
        assertThat(SafeTensors.read(file).get("a").values()).containsExactly(1, -2, 3.5f, 1e-30f);
        assertThat(SafeTensors.read(file).get("a").shape()).containsExactly(2, 2);
    }

    @Test
    void widensHalvesAndBrainFloats() throws IOException {
        String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7c00, 0x3f80, 0xc040}) {
            bytes.putShort((short) bits);
        }
        Path file = Files.write(folder.resolve("mixed.safetensors"), bytes.array());
        assertThat(SafeTensors.read(file).get("h").values())
                .containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY);
        assertThat(SafeTensors.read(file).get("b").values()).containsExactly(1f, -3f);
    }

    @Test
    void refusesAFileOfAnotherFormat() throws IOException {
        Path file = Files.writeString(folder.resolve("text.safetensors"), "this is text, and it goes on for a while");
        assertThatThrownBy(() -> SafeTensors.read(file)).hasMessageContaining("is no safetensors file");
    }
}

package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;

class CheckpointTest {
    @TempDir
    private Path folder;

    @AfterEach
    void forgetTheCache() {
        System.clearProperty("HF_HOME");
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private Checkpoint open() {
        return Checkpoint.open(folder.toString());
    }

    @Test
    void aFolderWithoutAConfigIsNoCheckpoint() {
        assertThatThrownBy(this::open)
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("the folder has no config.json");
    }

    @Test
    void aConfigThatIsNoJsonIsNamed() throws IOException {
        Fixtures.copy("t5", folder);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
        assertThatThrownBy(this::open)
                .hasMessageContaining("config.json cannot be read")
                .hasMessageContaining("no JSON");
    }

    @Test
    void anUnsupportedArchitectureIsToldWithTheSupportedOnes() throws IOException {
        Fixtures.copy("t5", folder);
        change("config.json", "\"model_type\": \"t5\"", "\"model_type\": \"gpt2\"");
        change("config.json", "T5ForConditionalGeneration", "GPT2LMHeadModel");
        assertThatThrownBy(this::open)
                .hasMessageContaining("'gpt2'")
                .hasMessageContaining("GPT2LMHeadModel")
                .hasMessageContaining("t5, mt5")
                .hasMessageContaining("llama")
                .hasMessageContaining("roberta");
    }

    @Test
    void aT5ThatOnlyEncodesIsNotSupported() throws IOException {
        Fixtures.copy("t5", folder);
        change("config.json", "T5ForConditionalGeneration", "T5EncoderModel");
        assertThatThrownBy(this::open).hasMessageContaining("the architecture T5EncoderModel");
    }

    @Test
    void aFeedForwardLayerThatIsNotSupportedIsNamed() throws IOException {
        Fixtures.copy("t5", folder);
        change("config.json", "\"feed_forward_proj\": \"relu\"", "\"feed_forward_proj\": \"gated-silu\"");
        Checkpoint checkpoint = open();
        assertThatThrownBy(() -> T5Network.of(checkpoint, false))
                .hasMessageContaining("'gated-silu'")
                .hasMessageContaining("relu and gated-gelu");
    }

    @Test
    void pickledWeightsAreRefusedWithTheReason() throws IOException {
        Fixtures.copy("t5", folder);
        Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
        assertThatThrownBy(this::open)
                .hasMessageContaining("only pickled weights: pytorch_model.bin")
                .hasMessageContaining("a program that runs when it is opened");
    }

    @Test
    void aFolderWithoutWeightsSaysSo() throws IOException {
        Fixtures.copy("t5", folder);
        Files.delete(folder.resolve("model.safetensors"));
        assertThatThrownBy(this::open).hasMessageContaining("has no weights");
    }

    @Test
    void missingSurplusAndMisshapenTensorsAreEachNamed() throws IOException {
        Fixtures.copy("t5", folder);
        Path file = folder.resolve("model.safetensors");
        Map<String, HeapTensor> tensors = HeapTensor.read(file);
        List<HeapTensor> spoiled = new ArrayList<>(tensors.values());
        spoiled.remove(tensors.get("decoder.final_layer_norm.weight"));
        spoiled.remove(tensors.get("shared.weight"));
        spoiled.add(new HeapTensor("shared.weight", List.of(2L, 2L), new float[4]));
        spoiled.add(new HeapTensor("pooler.weight", List.of(1L), new float[1]));
        HeapTensor.write(file, spoiled);
        Checkpoint checkpoint = open();
        assertThatThrownBy(() -> T5Network.of(checkpoint, false))
                .hasMessageContaining("decoder.final_layer_norm.weight is missing")
                .hasMessageContaining("shared.weight has the shape [2, 2] and should have [160, 16]")
                .hasMessageContaining("pooler.weight belongs to no part of the network");
    }

    @Test
    void tensorsThatSayTheSameTwiceAreNoSurplus() throws IOException {
        Fixtures.copy("t5", folder);
        Path file = folder.resolve("model.safetensors");
        Map<String, HeapTensor> tensors = HeapTensor.read(file);
        List<HeapTensor> old = new ArrayList<>(tensors.values());
        HeapTensor shared = tensors.get("shared.weight");
        for (String copy : List.of("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight")) {
            old.add(new HeapTensor(copy, shared.shape(), shared.values()));
        }
        HeapTensor.write(file, old);
        try (T5Network network = T5Network.of(open(), false);
                T5Network plain =
                        T5Network.of(Checkpoint.open(Fixtures.checkpoint("t5").toString()), false)) {
            assertThat(network.weights()).isEqualTo(plain.weights());
        }
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Fixtures.copy("flan", folder);
        Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
        assertThatThrownBy(this::open).hasMessageContaining("its shard model-00002-of-00002.safetensors is missing");
    }

    @Test
    void aTensorThatIsNotInItsShardIsNamed() throws IOException {
        Fixtures.copy("flan", folder);
        change("model.safetensors.index.json", "\"shared.weight\"", "\"shared.bias\"");
        assertThatThrownBy(this::open).hasMessageContaining("does not hold the tensor shared.bias");
    }

    @Test
    void anIndexReachesNoFileOutsideItsFolder() throws IOException {
        Fixtures.copy("flan", folder);
        change("model.safetensors.index.json", "model-00001-of", "../model-00001-of");
        assertThatThrownBy(this::open).hasMessageContaining("'../model-00001-of-00002.safetensors'");
    }

    @Test
    void aModelOfTheHubsCacheIsOpenedByItsId() throws IOException {
        Path model = folder.resolve("hub/models--tiny--t5");
        Path snapshot = Files.createDirectories(model.resolve("snapshots/abc"));
        Files.createDirectories(model.resolve("snapshots/older"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc");
        Fixtures.copy("t5", snapshot);
        System.setProperty("HF_HOME", folder.toString());
        assertThat(Checkpoint.open("tiny/t5").family()).isEqualTo(ModelFamily.T5);
        assertThatThrownBy(() -> Checkpoint.open("tiny/t6"))
                .hasMessageContaining("neither a folder nor a model in the hub's cache")
                .hasMessageContaining("hf download tiny/t6");
    }

    @Test
    void anIdReachesNoFolderOutsideTheCache() {
        System.setProperty("HF_HOME", folder.resolve("home").toString());
        assertThat(Checkpoint.find("../../etc")).isEmpty();
    }

    @Test
    void anotherValueGivesAnotherFingerprint() throws IOException {
        Fixtures.copy("t5", folder);
        String before = open().fingerprint();
        assertThat(open().fingerprint()).isEqualTo(before);
        Path file = folder.resolve("model.safetensors");
        Map<String, HeapTensor> tensors = HeapTensor.read(file);
        tensors.get("decoder.final_layer_norm.weight").values()[3] += 1;
        HeapTensor.write(file, tensors.values());
        assertThat(open().fingerprint()).isNotEqualTo(before);
    }
}

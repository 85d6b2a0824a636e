package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;

/** The adapters of the fixture are those of peft, with q, v, o, up and down as targets: parts of two stacked products. */
class LoraTest {
    private static final int[] TEXT = {5, 17, 33, 8, 71, 12, 4, 90, 2};

    @TempDir
    private Path folder;

    private LlamaReference reference;
    private LlamaReference base;

    @BeforeEach
    void openTheFixture() throws Exception {
        reference = new LlamaReference("lora");
        base = new LlamaReference("llama3");
    }

    private LlamaNetwork adapted() throws IOException {
        return PeftAdapter.read(reference.folder()).open(reference.folder(), base.checkpoint());
    }

    @Test
    void computesWhatPeftComputes() throws IOException {
        try (LlamaNetwork network = adapted()) {
            reference.requireLogits(network);
            reference.requireLossAndGradients(network);
            reference.requireGenerated(network);
            reference.requireStep(network);
        }
    }

    @Test
    void beginsAsTheBaseModelAndTrainsTheAdaptersAlone() throws IOException {
        LoraOptions options = LoraOptions.of(2, 4);
        try (LlamaNetwork network = LlamaNetwork.adapted(base.checkpoint(), options, 1, false)) {
            base.requireLogits(network);
            List<HeapTensor> before = tensors(network);
            float first = network.loss(base.batch());
            for (int i = 0; i < 40; i++) {
                network.step(base.batch(), new StepSettings(1e-2, 0, 1, 0.1, 0.9, 0.98));
            }
            assertThat(network.loss(base.batch())).isLessThan(first / 2);
            assertThat(network.parameters()).isLessThan(network.frozenParameters() / 5);
            assertThat(changed(before, tensors(network)))
                    .hasSize(2 * LoraOptions.ALL.size())
                    .allMatch(name -> name.contains("_proj"));
        }
    }

    private static List<HeapTensor> tensors(LlamaNetwork network) throws IOException {
        List<HeapTensor> tensors = new ArrayList<>();
        for (SafeTensors.Tensor each : network.toTensors()) {
            tensors.add(HeapTensor.of(each));
        }
        return tensors;
    }

    private static List<String> changed(List<HeapTensor> before, List<HeapTensor> after) {
        return IntStream.range(0, before.size())
                .filter(i -> !Arrays.equals(before.get(i).values(), after.get(i).values()))
                .mapToObj(i -> before.get(i).name())
                .toList();
    }

    @Test
    void theMergedModelComputesWhatBaseAndAdapterDo() throws IOException {
        try (LlamaNetwork network = adapted()) {
            SafeTensors.write(folder.resolve("model.safetensors"), network.toTensors());
            Files.copy(base.folder().resolve("config.json"), folder.resolve("config.json"));
            try (LlamaNetwork merged = LlamaNetwork.of(Checkpoint.open(folder.toString()), false)) {
                float[][] expected = network.logits(TEXT);
                float[][] found = merged.logits(TEXT);
                for (int i = 0; i < TEXT.length; i++) {
                    LlamaReference.requireClose(found[i], expected[i], "logits of place " + i);
                }
            }
        }
    }

    @Test
    void anAdapterThatIsSavedIsTheOneThatIsRead() throws IOException {
        PeftAdapter adapter = PeftAdapter.read(reference.folder());
        try (LlamaNetwork network = adapted()) {
            new PeftAdapter(adapter.options(), "base").write(folder, network.trainedTensors());
            assertThat(PeftAdapter.read(folder)).isEqualTo(new PeftAdapter(adapter.options(), "base"));
            try (LlamaNetwork read = PeftAdapter.read(folder).open(folder, base.checkpoint())) {
                assertThat(read.weights()).isEqualTo(network.weights());
            }
        }
    }

    @Test
    void replicasHaveTheFrozenModelToo() throws IOException {
        List<Batch> whole = List.of(base.batch());
        List<Batch> parts = List.of(rows(0, 1), rows(1, 3));
        StepSettings settings = new StepSettings(1e-2, 0, 1, 0, 0.9, 0.98);
        try (LlamaNetwork one = adapted();
                LlamaNetwork two = adapted()) {
            two.replicate(2);
            for (int i = 0; i < 5; i++) {
                float expected = one.step(whole, settings)[0];
                assertThat(two.step(parts, settings)[0]).isCloseTo(expected, Percentage.withPercentage(0.01));
            }
        }
    }

    private Batch rows(int from, int to) {
        Batch.Continuations all = base.batch();
        return new Batch.Continuations(
                Arrays.copyOfRange(all.prompts(), from, to), Arrays.copyOfRange(all.answers(), from, to));
    }

    @Test
    void inBfloat16TheFrozenModelGivesNearlyTheSameLoss() throws IOException {
        try (LlamaNetwork single = adapted();
                LlamaNetwork brain = LlamaNetwork.adapted(
                        base.checkpoint(), PeftAdapter.read(reference.folder()).options(), 1, true)) {
            brain.fill(FlatWeights.of(single.weights()));
            float exact = single.loss(base.batch());
            assertThat(brain.loss(base.batch())).isCloseTo(exact, Percentage.withPercentage(3));
        }
    }

    @Test
    void targetsThatDoNotExistAreRefusedWithThoseThatDo() {
        assertThatThrownBy(() -> LoraOptions.of(8, 16).targets("query"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[query]")
                .hasMessageContaining("q_proj");
    }
}

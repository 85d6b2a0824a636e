package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;

/** A trained encoder that answers with one of its labels; saved in the format of transformers. */
public final class EncoderStudent extends NetworkStudent {
    static final String KIND = "encoder";
    private static final String TEMPERATURE = "temperature";

    private final EncoderNetwork network;
    private final Tokenizer tokenizer;
    private final Labels labels;

    /**
     * @param network is closed with the student
     * @param tokenizer is closed with the student
     * @param labels one a class of the network
     */
    public EncoderStudent(EncoderNetwork network, Tokenizer tokenizer, ModelCard card, Table history, Labels labels) {
        super(card, history);
        this.network = network;
        this.tokenizer = tokenizer;
        this.labels = labels;
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        int[][] texts = inputs.stream()
                .map(input -> tokenizer.encode(input, network.longestInput()))
                .toArray(int[][]::new);
        return Arrays.stream(network.logits(texts)).map(labels::answer).toList();
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            facts.put(TEMPERATURE, labels.temperature());
            network.writeTrained(into.resolve(ShardedTensors.WEIGHTS));
            StudentFiles.json(into.resolve("config.json"), network.savedConfig());
            tokenizer.save(into);
        });
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) {
        Checkpoint checkpoint = Checkpoint.open(folder.toString(), folder);
        EncoderNetwork network = EncoderNetwork.trained(checkpoint);
        return new EncoderStudent(
                network,
                checkpoint.tokenizer(),
                card,
                history,
                new Labels(network.config().labels(), facts.path(TEMPERATURE).asDouble(1)));
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}

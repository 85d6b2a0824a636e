package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;

/** A trained head on fixed sentence embeddings: answers with one of the outputs that it was trained on. */
public final class ClassifierStudent extends NetworkStudent {
    static final String KIND = "classifier";

    private final ClassifierNetwork network;
    private final Labels labels;

    /**
     * @param network is closed with the student
     * @param labels one a class of the network
     */
    public ClassifierStudent(ClassifierNetwork network, ModelCard card, Table history, Labels labels) {
        super(card, history);
        this.network = network;
        this.labels = labels;
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        return Arrays.stream(network.logits(Embedder.embed(inputs)))
                .map(labels::answer)
                .toList();
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            labels.write(facts);
            network.writeTrained(into.resolve(ShardedTensors.WEIGHTS));
        });
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) throws IOException {
        Labels labels = Labels.read(facts);
        int classes = labels.names().size();
        WeightLayout layout = ClassifierNetwork.layout(Embedder.WIDTH, classes);
        FlatWeights flat = layout.read(ShardedTensors.of(folder), folder.toString());
        return new ClassifierStudent(ClassifierNetwork.of(Embedder.WIDTH, classes, flat), card, history, labels);
    }

    @Override
    public void close() {
        network.close();
    }
}

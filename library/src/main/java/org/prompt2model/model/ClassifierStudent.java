package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** A trained head on fixed sentence embeddings: answers with one of the outputs that it was trained on. */
public final class ClassifierStudent extends NetworkStudent {
    static final String KIND = "classifier";

    private final ClassifierNetwork network;
    private final List<String> labels;

    /**
     * @param network is closed with the student; one class a label
     * @param labels the outputs, in the order of the classes
     */
    public ClassifierStudent(ClassifierNetwork network, ModelCard card, Table history, List<String> labels) {
        super(card, history);
        this.network = network;
        this.labels = List.copyOf(labels);
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        List<Prediction> answers = new ArrayList<>();
        for (float[] row : network.probabilities(Embedder.embed(inputs))) {
            int best = 0;
            for (int i = 1; i < row.length; i++) {
                best = row[i] > row[best] ? i : best;
            }
            answers.add(new Prediction(labels.get(best), row[best]));
        }
        return answers;
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            ArrayNode names = facts.putArray("labels");
            labels.forEach(names::add);
            WeightLayout layout = ClassifierNetwork.layout(network.width(), network.classes());
            SafeTensors.write(into.resolve(ShardedTensors.WEIGHTS), layout.toTensors(network.weights()));
        });
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) throws IOException {
        List<String> labels = new ArrayList<>();
        facts.path("labels").forEach(label -> labels.add(label.asText()));
        WeightLayout layout = ClassifierNetwork.layout(Embedder.WIDTH, labels.size());
        float[] flat = layout.read(ShardedTensors.of(folder), folder.toString());
        return new ClassifierStudent(ClassifierNetwork.of(Embedder.WIDTH, labels.size(), flat), card, history, labels);
    }

    @Override
    public void close() {
        network.close();
    }
}

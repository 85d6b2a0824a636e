package org.prompt2model.training;

import java.util.List;
import java.util.function.UnaryOperator;
import org.prompt2model.corpus.Example;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ClassifierNetwork;
import org.prompt2model.model.ClassifierStudent;
import org.prompt2model.model.Embedder;
import org.prompt2model.model.Labels;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Student;
import tech.tablesaw.api.Table;

/** A linear head on fixed sentence embeddings, each made once. */
final class EmbeddingLearner extends LabelLearner {
    private final ClassifierNetwork network;
    private final float[][] embeddings;
    private final float[][] validation;

    EmbeddingLearner(List<Example> train, List<Example> validation, TrainingOptions options) {
        super(FineTuning.CLASSIFIER, train, validation, UnaryOperator.identity());
        embeddings = embed(train);
        this.validation = embed(validation);
        network = ClassifierNetwork.random(Embedder.WIDTH, labels().size(), options.seed());
    }

    private static float[][] embed(List<Example> examples) {
        return Embedder.embed(examples.stream().map(Example::input).toList());
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public long frozenParameters() {
        return Embedder.PARAMETERS;
    }

    @Override
    public int[] lengths() {
        return new int[embeddings.length];
    }

    @Override
    public Batch batch(int[] rows) {
        float[][] chosen = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = embeddings[rows[i]];
        }
        return new Batch.Embeddings(chosen, classes(rows));
    }

    @Override
    float[][] validationLogits() {
        return network.logits(validation);
    }

    @Override
    Student student(ModelCard card, Table history, Labels calibrated) {
        return new ClassifierStudent(network, card, history, calibrated);
    }
}

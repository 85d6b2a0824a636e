package org.prompt2model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ClassifierNetwork;
import org.prompt2model.model.ClassifierStudent;
import org.prompt2model.model.Embedder;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Student;
import tech.tablesaw.api.Table;

/** A linear head on sentence embeddings that learns which of a few outputs belongs to an input. */
final class LabelLearner implements Learner {
    private static final int MOST_LABELS = 200;

    private final List<String> labels;
    private final ClassifierNetwork network;
    private final float[][] embeddings;
    private final int[] classes;
    private final Batch.Embeddings validation;

    LabelLearner(Splits data, TrainingOptions options) {
        List<Example> train = DataRows.examples(data.train());
        labels = labels(train);
        embeddings = embed(train);
        classes = classes(train);
        List<Example> unseen = DataRows.examples(data.validation());
        validation = new Batch.Embeddings(embed(unseen), classes(unseen));
        network = ClassifierNetwork.random(Embedder.WIDTH, labels.size(), options.seed());
    }

    /** The distinct outputs, sorted, so that class numbers do not depend on the order of rows. */
    private static List<String> labels(List<Example> train) {
        TreeSet<String> distinct = new TreeSet<>();
        train.forEach(example -> distinct.add(example.output()));
        if (distinct.size() < 2 || distinct.size() > MOST_LABELS || distinct.size() > train.size() / 2) {
            throw new Prompt2ModelException(
                    FineTuning.CLASSIFIER + " cannot learn this task",
                    "it chooses among few outputs that each occur often, and the " + train.size()
                            + " training rows have " + distinct.size() + " different outputs",
                    "use fineTune(task, \"" + FineTuning.NANO + "\", data), which writes its answers");
        }
        return List.copyOf(distinct);
    }

    private static float[][] embed(List<Example> examples) {
        return Embedder.embed(examples.stream().map(Example::input).toList());
    }

    private int[] classes(List<Example> examples) {
        // A validation output that training never saw gets no class, so it does not count in the loss and is wrong.
        return examples.stream()
                .mapToInt(example -> {
                    int found = labels.indexOf(example.output());
                    return found < 0 ? Batch.IGNORED : found;
                })
                .toArray();
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
        return new int[classes.length];
    }

    @Override
    public Batch batch(int[] rows) {
        float[][] first = new float[rows.length][];
        int[] second = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            first[i] = embeddings[rows[i]];
            second[i] = classes[rows[i]];
        }
        return new Batch.Embeddings(first, second);
    }

    @Override
    public double validationLoss() {
        return network.loss(validation);
    }

    @Override
    public String metric() {
        return "accuracy";
    }

    @Override
    public double validationScore() {
        float[][] probabilities = network.probabilities(validation.embeddings());
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            int best = 0;
            for (int k = 1; k < labels.size(); k++) {
                best = probabilities[i][k] > probabilities[i][best] ? k : best;
            }
            right += best == validation.classes()[i] ? 1 : 0;
        }
        return (double) right / probabilities.length;
    }

    @Override
    public Student student(ModelCard card, Table history) {
        return new ClassifierStudent(network, card, history, new ArrayList<>(labels));
    }
}

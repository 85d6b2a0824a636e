package org.prompt2model.training;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Batch;
import org.prompt2model.model.Labels;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Student;
import org.prompt2model.model.Temperature;
import tech.tablesaw.api.Table;

/** Learns which of a few outputs belongs to an input; its students' confidence is calibrated on the validation split. */
abstract class LabelLearner implements Learner {
    private static final int MOST_LABELS = 200;

    private final List<String> labels;
    private final int[] classes;
    private final int[] validationClasses;

    /**
     * @param model name of the base model, for what a user is told
     * @param order of the classes, from the distinct outputs
     * @throws Prompt2ModelException if the outputs are not few, or none of them occurs in the validation split
     */
    LabelLearner(String model, List<Example> train, List<Example> validation, UnaryOperator<List<String>> order) {
        labels = order.apply(labels(model, train));
        classes = classes(train);
        validationClasses = classes(validation);
        if (validation.stream().noneMatch(example -> labels.contains(example.output()))) {
            throw new Prompt2ModelException(
                    model + " cannot be validated",
                    "no output of the validation split occurs in the training split, whose outputs are " + labels,
                    "split again with another seed, or with more rows");
        }
    }

    /** The distinct outputs, sorted, so that class numbers do not depend on the order of rows. */
    private static List<String> labels(String model, List<Example> train) {
        TreeSet<String> distinct = new TreeSet<>();
        train.forEach(example -> distinct.add(example.output()));
        if (!areFew(distinct, train.size())) {
            throw new Prompt2ModelException(
                    model + " cannot learn this task",
                    "it chooses among few outputs that each occur often, and the " + train.size()
                            + " training rows have " + distinct.size() + " different outputs",
                    "use fineTune(task, \"" + FineTuning.NANO + "\", data), which writes its answers");
        }
        return List.copyOf(distinct);
    }

    /** True where the distinct outputs of some rows can be labels: they are few, and each occurs often. */
    static boolean areFew(Set<String> distinct, int rows) {
        return distinct.size() >= 2 && distinct.size() <= MOST_LABELS && distinct.size() <= rows / 2;
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

    /** The outputs in the order of the classes. */
    final List<String> labels() {
        return labels;
    }

    /** Classes of some training rows. */
    final int[] classes(int[] rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = classes[rows[i]];
        }
        return chosen;
    }

    /** Logits of the validation rows, with the weights as they are. */
    abstract float[][] validationLogits();

    /** The network as a student that answers with these labels. */
    abstract Student student(ModelCard card, Table history, Labels calibrated);

    @Override
    public final Validation validate() {
        float[][] logits = validationLogits();
        int right = 0;
        for (int row = 0; row < logits.length; row++) {
            right += Labels.best(logits[row]) == validationClasses[row] ? 1 : 0;
        }
        double loss = Temperature.negativeLogLikelihood(logits, validationClasses, 1);
        return new Validation(loss, (double) right / logits.length);
    }

    @Override
    public final String metric() {
        return "accuracy";
    }

    @Override
    public final int validationRows() {
        return validationClasses.length;
    }

    @Override
    public final Student student(ModelCard card, Table history) {
        double temperature = Temperature.fit(validationLogits(), validationClasses);
        return student(card, history, new Labels(labels, temperature));
    }
}

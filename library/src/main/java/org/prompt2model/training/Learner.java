package org.prompt2model.training;

import java.util.Map;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Student;
import tech.tablesaw.api.Table;

/** What the training loop needs to know of a base model and its data; one implementation a kind of student. */
interface Learner extends AutoCloseable {
    /** The network that learns. */
    Network network();

    /** Weights that the student uses but training leaves as they are. */
    long frozenParameters();

    /** Length of each training row, in any unit, for batches of like length. */
    int[] lengths();

    /** The training rows of one step. */
    Batch batch(int[] rows);

    /** Name of the score by which the best weights are chosen. */
    String metric();

    /**
     * What the validation split says of the weights as they are.
     *
     * @param loss mean loss in nats
     * @param score the score that {@link #metric} names, 0 to 1, higher is better
     */
    record Validation(double loss, double score) {}

    /** Loss and score of the validation split. */
    Validation validate();

    /** How many rows that score is of. */
    int validationRows();

    /** Fits the student's confidence to the validation split and the weights as they are, where that is not done later. */
    default void calibrate() {}

    /** What else a card says of the student, such as how a row becomes the network's input. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** The network as a student, to be saved; it is not closed, and neither is the network. */
    Student student(ModelCard card, Table history);

    /** Frees the network and what else it holds. */
    @Override
    default void close() {
        network().close();
    }
}

package org.prompt2model.training;

import java.util.List;
import org.prompt2model.corpus.Example;
import org.prompt2model.model.Batch;
import org.prompt2model.model.Checkpoint;
import org.prompt2model.model.EncoderNetwork;
import org.prompt2model.model.EncoderStudent;
import org.prompt2model.model.Labels;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Student;
import org.prompt2model.model.Tokenizer;
import org.prompt2model.run.ProgressMeter;
import tech.tablesaw.api.Table;

/** A pretrained encoder under a classification head, every weight of which is trained. */
final class EncoderLearner extends LabelLearner {
    private final EncoderNetwork network;
    private final Tokenizer tokenizer;
    private final int[][] texts;
    private final int[][] validation;

    private EncoderLearner(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            List<Example> train,
            List<Example> validation,
            TrainingOptions options) {
        super(checkpoint.name(), train, validation, labels -> EncoderNetwork.ordered(checkpoint, labels));
        this.tokenizer = tokenizer;
        network = EncoderNetwork.of(
                checkpoint, labels(), options.seed(), options.precision().bfloat16());
        texts = encode(train);
        this.validation = encode(validation);
    }

    /** From the weights of a checkpoint, with a new head where it has none for the outputs of these rows. */
    static EncoderLearner of(
            Checkpoint checkpoint, List<Example> train, List<Example> validation, TrainingOptions options) {
        Tokenizer tokenizer = checkpoint.tokenizer();
        try {
            UsableRows usable = new UsableRows(
                    input -> tokenizer.encode(input).length,
                    EncoderNetwork.longestInput(checkpoint),
                    output -> output.isBlank() ? 0 : 1,
                    options.longInputs());
            EncoderLearner learner =
                    new EncoderLearner(checkpoint, tokenizer, usable.choose(train), validation, options);
            learner.tellUntrained(checkpoint.name(), options.seed());
            return learner;
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private void tellUntrained(String checkpoint, long seed) {
        if (!network.untrained().isEmpty()) {
            ProgressMeter.notice(
                    "fineTune",
                    checkpoint + " has no trained head for the outputs " + labels()
                            + ": it gets a new one with random weights of seed " + seed + " ("
                            + String.join(", ", network.untrained()) + ")");
        }
    }

    private int[][] encode(List<Example> rows) {
        return rows.stream()
                .map(row -> tokenizer.encode(row.input(), network.longestInput()))
                .toArray(int[][]::new);
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }

    @Override
    public long frozenParameters() {
        return 0;
    }

    @Override
    public int[] lengths() {
        int[] lengths = new int[texts.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = texts[i].length;
        }
        return lengths;
    }

    @Override
    public Batch batch(int[] rows) {
        int[][] chosen = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = texts[rows[i]];
        }
        return new Batch.Labelled(chosen, classes(rows));
    }

    @Override
    float[][] validationLogits() {
        return network.logits(validation);
    }

    @Override
    Student student(ModelCard card, Table history, Labels calibrated) {
        return new EncoderStudent(network, tokenizer, card, history, calibrated);
    }
}

package org.prompt2model.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.prompt2model.model.StepSettings;
import org.prompt2model.model.Torch;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

/** The loop: batches, steps, evaluations, early stopping. Reads downward. */
final class TrainingLoop {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98; // T5-size networks train steadier than with 0.999 on short runs
    private static final double SMOOTHING = 0.95;

    private final Learner learner;
    private final TrainingOptions options;
    private final Checkpoint checkpoint;
    private final History history = new History();
    private double smoothedLoss = Double.NaN;
    private double bestScore = -1;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestStep;
    private int evaluationsSinceBest;

    /** Is given the best weights so far; they are still in the network. */
    interface Checkpoint {
        void save(int step, double score, Table history);

        /** What an interrupted user is told. */
        String describe();
    }

    TrainingLoop(Learner learner, TrainingOptions options, Checkpoint checkpoint) {
        this.learner = learner;
        this.options = options;
        this.checkpoint = checkpoint;
    }

    /** Trains until the epochs are over or patience is; returns the learning curve. */
    Table run() {
        int[] lengths = learner.lengths();
        int stepsAnEpoch = (lengths.length + options.batchSize() - 1) / options.batchSize();
        int steps = Math.multiplyExact(stepsAnEpoch, options.epochs());
        LearningRate rate = new LearningRate(options.learningRate(), (long) (options.warmup() * steps), steps);
        Random random = new Random(options.seed());
        Torch.seed(options.seed());
        int step = 0;
        try (ProgressMeter meter = new ProgressMeter("fineTune", steps, "steps")) {
            while (step < steps && evaluationsSinceBest < options.patience()) {
                for (int[] rows : LengthBuckets.batches(lengths, options.batchSize(), random)) {
                    StageInterruptedException.check("fineTune", checkpoint.describe());
                    step++;
                    float[] result = learner.network().step(learner.batch(rows), settings(rate.at(step)));
                    smoothedLoss = Double.isNaN(smoothedLoss)
                            ? result[0]
                            : SMOOTHING * smoothedLoss + (1 - SMOOTHING) * result[0];
                    if (isEvaluation(step, steps)) {
                        evaluate(new History.Moment(
                                step,
                                (double) step / stepsAnEpoch,
                                meter.elapsed().toMillis() / 1000.0));
                        if (evaluationsSinceBest >= options.patience()) {
                            break;
                        }
                    }
                    meter.update(step, figures());
                }
            }
        }
        return history.table("history");
    }

    int bestStep() {
        return bestStep;
    }

    double bestScore() {
        return bestScore;
    }

    private StepSettings settings(double learningRate) {
        return new StepSettings(
                learningRate, options.weightDecay(), options.clipNorm(), options.dropout(), BETA1, BETA2);
    }

    private boolean isEvaluation(int step, int steps) {
        long before = (long) (step - 1) * options.evaluations() / steps;
        return (long) step * options.evaluations() / steps > before;
    }

    private void evaluate(History.Moment moment) {
        double loss = learner.validationLoss();
        double score = learner.validationScore();
        history.add(moment, "train", "loss", smoothedLoss);
        history.add(moment, "validation", "loss", loss);
        history.add(moment, "validation", learner.metric(), score);
        if (score > bestScore || (score == bestScore && loss < bestLoss)) {
            bestScore = score;
            bestLoss = loss;
            bestStep = moment.step();
            evaluationsSinceBest = 0;
            checkpoint.save(moment.step(), score, history.table("history"));
        } else {
            evaluationsSinceBest++;
        }
    }

    private Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("loss", String.format("%.3f", smoothedLoss));
        if (bestStep > 0) {
            figures.put("best validation " + learner.metric(), String.format("%.3f", bestScore));
        }
        return figures;
    }
}

package org.prompt2model.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.prompt2model.model.Batch;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.StepSettings;
import org.prompt2model.model.Torch;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

/** The loop: batches, steps, evaluations, early stopping, and where to go on after a stop. Reads downward. */
final class TrainingLoop {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98; // T5-size networks train steadier than with 0.999 on short runs
    private static final double SMOOTHING = 0.95;
    private static final Duration LONGEST_UNSAVED = Duration.ofMinutes(5);

    private final Learner learner;
    private final TrainingOptions options;
    private final Checkpoint checkpoint;
    private final Gate gate;
    private final History history;
    private final int firstStep;
    private final double secondsBefore;
    private double smoothedLoss;
    private double bestScore;
    private double bestLoss;
    private int bestStep;
    private int evaluationsSinceBest;
    private Gate.Way way = Gate.Way.ON;
    private Duration lastSaved = Duration.ZERO;

    /**
     * All that the loop knows beside the network.
     *
     * @param step steps taken
     * @param seconds that they took
     */
    record Standing(
            int step,
            double smoothedLoss,
            double bestScore,
            double bestLoss,
            int bestStep,
            int evaluationsSinceBest,
            double seconds,
            Table history) {
        /** Before the first step. */
        static Standing start() {
            return new Standing(0, Double.NaN, -1, Double.POSITIVE_INFINITY, 0, 0, 0, new History().table("history"));
        }
    }

    /** Keeps what must outlive this JVM. */
    interface Checkpoint {
        /** Is given the best weights so far; they are still in the network. */
        void save(int step, double score, Table history);

        /** Keeps network and standing, so that training can go on from there. */
        void pause(Standing standing);

        /** What of the training can be used already. */
        String kept();

        /** What an interrupted user is told: {@link #kept}, and how to go on. */
        String describe();
    }

    /** Is asked after each evaluation but the last whether the training goes on. */
    interface Gate {
        /** How: to the next evaluation, or not, and then whether the best weights so far are of use. */
        enum Way {
            ON,
            KEEP,
            DROP
        }

        /** Must answer the same for the same standing, for it is asked again where a training is resumed. */
        Way at(Standing standing);

        /** Is told of the first step that was taken: the model and the data can be trained. */
        void begun();
    }

    /** @param from where to go on; the network is there already */
    TrainingLoop(Learner learner, TrainingOptions options, Checkpoint checkpoint, Gate gate, Standing from) {
        this.gate = gate;
        this.learner = learner;
        this.options = options;
        this.checkpoint = checkpoint;
        history = new History(from.history());
        firstStep = from.step();
        secondsBefore = from.seconds();
        smoothedLoss = from.smoothedLoss();
        bestScore = from.bestScore();
        bestLoss = from.bestLoss();
        bestStep = from.bestStep();
        evaluationsSinceBest = from.evaluationsSinceBest();
    }

    /** Trains until the epochs are over, or patience is, or the gate is shut; returns the learning curve. */
    Table run() {
        int[] lengths = learner.lengths();
        int stepsAnEpoch = (lengths.length + options.batchSize() - 1) / options.batchSize();
        int steps = Math.multiplyExact(stepsAnEpoch, options.epochs());
        LearningRate rate =
                new LearningRate(options.learningRate(), (long) (options.warmup() * steps), steps, options.schedule());
        Random random = new Random(options.seed());
        learner.network().replicate(Torch.deviceCount());
        int step = 0;
        if (firstStep > 0 && firstStep < steps && isEvaluation(firstStep, steps)) {
            // Killed between keeping its state and asking, it would slip through.
            way = gate.at(standing(firstStep, Duration.ZERO));
        }
        try (ProgressMeter meter = new ProgressMeter("fineTune", steps, "steps")) {
            while (step < steps && !isOver()) {
                // What was trained before is passed over, not drawn again: the order goes on as it would have.
                for (int[] rows : LengthBuckets.batches(lengths, options.batchSize(), random)) {
                    step++;
                    if (step <= firstStep) {
                        continue;
                    }
                    stopIfInterrupted(step - 1, meter.elapsed());
                    train(rows, step, rate.at(step));
                    if (isEvaluation(step, steps)) {
                        evaluate(new History.Moment(step, (double) step / stepsAnEpoch, seconds(meter.elapsed())));
                        if (isOver()) {
                            break;
                        }
                        pause(step, meter.elapsed());
                        way = step < steps ? gate.at(standing(step, meter.elapsed())) : Gate.Way.ON;
                        if (isOver()) {
                            break;
                        }
                    } else if (meter.elapsed().minus(lastSaved).compareTo(LONGEST_UNSAVED) > 0) {
                        pause(step, meter.elapsed());
                    }
                    meter.update(step, figures());
                }
            }
        }
        return history.table("history");
    }

    private boolean isOver() {
        return evaluationsSinceBest >= options.patience() || way != Gate.Way.ON;
    }

    /** Whether it was trained to its end, and if not, what becomes of its best weights. */
    Gate.Way way() {
        return way;
    }

    private void train(int[] rows, int step, double learningRate) {
        // Dropout draws from a generator whose state nobody can read: it begins anew with each step.
        Torch.seed(options.seed() + step);
        float[] result = step(rows, settings(learningRate));
        if (!Float.isFinite(result[0]) || !Float.isFinite(result[1])) {
            throw new Diverged(step, result[0], result[1], options).exception(checkpoint.kept());
        }
        if (step == firstStep + 1) {
            gate.begun();
        }
        smoothedLoss = Double.isNaN(smoothedLoss) ? result[0] : SMOOTHING * smoothedLoss + (1 - SMOOTHING) * result[0];
    }

    private float[] step(int[] rows, StepSettings settings) {
        int parts = Math.min(rows.length, options.accumulation() * Torch.deviceCount());
        if (parts == 1) {
            return learner.network().step(learner.batch(rows), settings);
        }
        List<Batch> batches = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = part * rows.length / parts;
            int to = (part + 1) * rows.length / parts;
            batches.add(learner.batch(Arrays.copyOfRange(rows, from, to)));
        }
        return learner.network().step(batches, settings);
    }

    private void stopIfInterrupted(int stepsTaken, Duration elapsed) {
        // Files close by themselves under a thread whose flag is up, so it is taken down while the state is written.
        if (Thread.interrupted()) {
            if (stepsTaken > 0) {
                pause(stepsTaken, elapsed);
            }
            throw new StageInterruptedException("fineTune", checkpoint.describe());
        }
    }

    private void pause(int step, Duration elapsed) {
        lastSaved = elapsed;
        checkpoint.pause(standing(step, elapsed));
    }

    private Standing standing(int step, Duration elapsed) {
        return new Standing(
                step,
                smoothedLoss,
                bestScore,
                bestLoss,
                bestStep,
                evaluationsSinceBest,
                seconds(elapsed),
                history.table("history"));
    }

    private double seconds(Duration elapsed) {
        return secondsBefore + elapsed.toMillis() / 1000.0;
    }

    int bestStep() {
        return bestStep;
    }

    double bestScore() {
        return bestScore;
    }

    private StepSettings settings(double learningRate) {
        return new StepSettings(
                learningRate,
                options.weightDecay(),
                options.clipNorm(),
                options.lora().map(LoraOptions::dropout).orElse(options.dropout()),
                BETA1,
                BETA2,
                options.labelSmoothing(),
                options.optimizer(),
                options.activationCheckpointing());
    }

    private boolean isEvaluation(int step, int steps) {
        long before = (long) (step - 1) * options.evaluations() / steps;
        return (long) step * options.evaluations() / steps > before;
    }

    private void evaluate(History.Moment moment) {
        Learner.Validation validation = learner.validate();
        double loss = validation.loss();
        double score = validation.score();
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

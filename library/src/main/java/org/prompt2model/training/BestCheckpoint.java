package org.prompt2model.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.model.ModelCard;
import org.prompt2model.run.ProgressMeter;
import tech.tablesaw.api.Table;

/**
 * Keeps the best weights on disk as a student that can be opened at any time, and beside it the state from which the
 * training goes on.
 */
final class BestCheckpoint implements TrainingLoop.Checkpoint {
    private final Learner learner;
    private final ModelCard outline;
    private final Path folder;
    private final ResumePoint resume;
    private int bestStep;
    private String saved = "No checkpoint was reached yet.";
    private String again = "Run the cell again to start anew.";

    BestCheckpoint(Learner learner, ModelCard outline, Path folder, ResumePoint resume) {
        this.learner = learner;
        this.outline = outline;
        this.folder = folder;
        this.resume = resume;
    }

    /** Puts the network where an earlier call with the same arguments was stopped, if one was. */
    TrainingLoop.Standing begin() {
        Optional<TrainingLoop.Standing> kept = resume.load(learner.network());
        if (kept.isEmpty()) {
            clear();
            return TrainingLoop.Standing.start();
        }
        TrainingLoop.Standing standing = kept.get();
        bestStep = standing.bestStep();
        if (standing.bestStep() > 0) {
            tellBest(standing.bestStep(), standing.bestScore());
        }
        tellPaused(standing);
        ProgressMeter.notice("fineTune", "this training was stopped before: it goes on after step " + standing.step());
        return standing;
    }

    @Override
    public void pause(TrainingLoop.Standing standing) {
        resume.save(standing, learner.network());
        tellPaused(standing);
    }

    private void tellPaused(TrainingLoop.Standing standing) {
        again = "Run the cell again to go on after step " + standing.step() + ".";
    }

    @Override
    public void save(int step, double score, Table history) {
        resume.saveBest(step, learner.network());
        bestStep = step;
        Map<String, String> facts = new LinkedHashMap<>(outline.facts());
        facts.put("checkpoint of step", Integer.toString(step));
        facts.put("validation " + learner.metric(), String.format("%.4f", score));
        write(outline.name(), facts, history, folder);
        tellBest(step, score);
    }

    private void tellBest(int step, double score) {
        saved = String.format(
                "The best checkpoint, of step %d with validation %s %.3f, is kept:"
                        + " Student.open(Path.of(\"%s\")) opens it.",
                step, learner.metric(), score, folder);
    }

    @Override
    public String kept() {
        return saved;
    }

    @Override
    public String describe() {
        return saved + " " + again;
    }

    /** Puts the best weights back, with the confidence that belongs to them. */
    void restoreBest() {
        resume.loadBest(bestStep, learner.network());
        learner.calibrate();
    }

    /** Saves the finished student; what was kept on the way is no longer needed. */
    void finish(Map<String, String> facts, Table history, Path to) {
        write(outline.name(), facts, history, to);
        clear();
    }

    /** Saves a student of that name; the training can still go on from its state. */
    void keep(String name, Map<String, String> facts, Table history, Path to) {
        write(name, facts, history, to);
    }

    // The student shares the learner's network, so it is not closed here.
    @SuppressWarnings("try")
    private void write(String name, Map<String, String> facts, Table history, Path to) {
        long parameters = learner.network().parameters() + learner.frozenParameters();
        ModelCard card =
                new ModelCard(name, outline.baseModel(), outline.instruction(), parameters, outline.rehearsal(), facts);
        learner.student(card, history).save(to);
    }

    /** Deletes what was kept on the way. */
    void clear() {
        try {
            Folders.clear(folder, file -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resume.clear();
    }
}

package org.prompt2model.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.prompt2model.model.ModelCard;
import tech.tablesaw.api.Table;

/** Keeps the best weights on disk as a student that can be opened at any time. */
final class BestCheckpoint implements TrainingLoop.Checkpoint {
    private final Learner learner;
    private final ModelCard outline;
    private final Path folder;
    private float[] best;
    private String saved = "No checkpoint was reached yet; run the cell again to start anew.";

    BestCheckpoint(Learner learner, ModelCard outline, Path folder) {
        this.learner = learner;
        this.outline = outline;
        this.folder = folder;
        clear();
    }

    @Override
    public void save(int step, double score, Table history) {
        best = learner.network().weights();
        Map<String, String> facts = new LinkedHashMap<>(outline.facts());
        facts.put("checkpoint of step", Integer.toString(step));
        facts.put("validation " + learner.metric(), String.format("%.4f", score));
        write(facts, history, folder);
        saved = String.format(
                "The best checkpoint, of step %d with validation %s %.3f, is kept:"
                        + " Student.open(Path.of(\"%s\")) opens it. Run the cell again to train anew.",
                step, learner.metric(), score, folder);
    }

    @Override
    public String describe() {
        return saved;
    }

    /** Puts the best weights back and saves the finished student; the checkpoint is no longer needed. */
    void finish(Map<String, String> facts, Table history, Path to) {
        learner.network().load(best);
        write(facts, history, to);
        clear();
    }

    // The student shares the learner's network, so it is not closed here.
    @SuppressWarnings("try")
    private void write(Map<String, String> facts, Table history, Path to) {
        long parameters = learner.network().parameters() + learner.frozenParameters();
        ModelCard card = new ModelCard(
                outline.name(), outline.baseModel(), outline.instruction(), parameters, outline.rehearsal(), facts);
        learner.student(card, history).save(to);
    }

    private void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

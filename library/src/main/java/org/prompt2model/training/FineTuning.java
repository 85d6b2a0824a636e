package org.prompt2model.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Checkpoint;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.ModelFamily;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.retrieval.Catalogue;
import org.prompt2model.retrieval.HubCache;
import org.prompt2model.run.Exclusive;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.Progress;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.run.StageRecord;
import org.prompt2model.run.Versions;
import tech.tablesaw.api.Table;

/** Trains a base model on the splits of a task, and stores the student in the run folder. */
public final class FineTuning {
    /** A byte-level T5 with random weights. */
    public static final String NANO = "prompt2model/byt5-nano";
    /** Fixed MiniLM embeddings under a trained head, for few outputs. */
    public static final String CLASSIFIER = "prompt2model/minilm-classifier";

    private static final String STAGE = "fineTune";
    private static final String FINGERPRINT = "fingerprint";

    private static final TrainingLoop.Gate ALWAYS_ON = new TrainingLoop.Gate() {
        @Override
        public Way at(TrainingLoop.Standing standing) {
            return Way.ON;
        }

        @Override
        public void begun() {
            // It makes no difference.
        }
    };

    private FineTuning() {}

    /**
     * Trains, or opens the student that a call with the same task, model, data and options left in the run folder. Such
     * a call that was interrupted, or whose JVM was killed, is gone on with, and ends with the same weights.
     *
     * @param model {@value #NANO}, {@value #CLASSIFIER}, the folder of a checkpoint in transformers' format, or the id of
     *     one in the hub's cache, such as {@code google/flan-t5-small}
     * @return the student with the best validation score; close it
     * @throws Prompt2ModelException if the model is not known, a split is empty, or another student has the name
     * @throws org.prompt2model.run.StageInterruptedException if the thread is interrupted; the best checkpoint stays
     */
    public static Student fineTune(Task task, String model, Splits data, TrainingOptions options) {
        return train(task, model, data, options, ALWAYS_ON).student().orElseThrow();
    }

    /**
     * A training that ended.
     *
     * @param student with the best validation score, open; empty where the gate dropped it
     */
    record Training(Optional<Student> student, Table history) {}

    /** Trains like {@link #fineTune}, as long as the gate lets it. */
    static Training train(Task task, String model, Splits data, TrainingOptions options, TrainingLoop.Gate gate) {
        requireModel(model);
        requireAdaptable(model, options);
        requireRows(data.train(), "train");
        requireRows(data.validation(), "validation");
        Map<String, Object> facts = facts(task, model, data, options);
        String fingerprint = Fingerprint.of(STAGE, facts);
        String name = options.name().isEmpty() ? shortName(model) + "-" + fingerprint.substring(0, 8) : options.name();
        Path folder = Run.current().file("students/" + name);
        Instant began = Instant.now();
        boolean reused = stored(folder, fingerprint, name);
        if (!reused) {
            boolean rehearsal = Rehearsal.marks(data.train());
            ModelCard card =
                    new ModelCard(name, model, task.instruction(), 0, rehearsal, Map.of(FINGERPRINT, fingerprint));
            Optional<Training> stopped = alone(folder, () -> train(card, data, options, folder, gate));
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
        Student student = Student.open(folder);
        facts.put("student", name);
        facts.putAll(student.card().facts());
        Run.current()
                .record(new StageRecord(STAGE, began, Duration.between(began, Instant.now()), reused, facts, student));
        return new Training(Optional.of(student), student.history());
    }

    /** Two trainings that write their checkpoints into one folder would each spoil those of the other. */
    private static Optional<Training> alone(Path folder, Supplier<Optional<Training>> training) {
        Exclusive alone = Exclusive.take(folder.resolveSibling(folder.getFileName() + ".lock"))
                .orElseThrow(() -> new Prompt2ModelException(
                        "The student '" + folder.getFileName() + "' is being trained already",
                        "another notebook, shell or thread works in this run folder",
                        "wait for it and run the cell again, which then opens that student; or choose another folder"
                                + " with useRun(\"...\")"));
        try {
            return training.get();
        } finally {
            alone.close();
        }
    }

    private static boolean stored(Path folder, String fingerprint, String name) {
        if (!Files.exists(folder.resolve("student.json"))) {
            return false;
        }
        try (Student there = Student.open(folder)) {
            if (!fingerprint.equals(there.card().facts().get(FINGERPRINT))) {
                throw new Prompt2ModelException(
                        "This run has a student named '" + name + "' already",
                        "it was trained from another model, other data or other options",
                        "choose another name with TrainingOptions.defaults().name(...), or delete " + folder);
            }
        }
        ProgressMeter.notice(
                STAGE,
                "same model, data, options and seed as before: opened from " + folder + ", nothing trained again");
        return true;
    }

    /** Trains to the end, or until the gate stops it; what it has come to then. */
    private static Optional<Training> train(
            ModelCard outline, Splits data, TrainingOptions options, Path folder, TrainingLoop.Gate gate) {
        Path best = folder.resolveSibling(folder.getFileName() + ".checkpoint");
        try (Learner learner = learner(outline.baseModel(), data, options)) {
            Path state = folder.resolveSibling(folder.getFileName() + ".state");
            ResumePoint resume = new ResumePoint(state, outline.facts().get(FINGERPRINT));
            // Files close by themselves under a thread that is interrupted: not to be taken for a broken file.
            StageInterruptedException.check(STAGE, "Nothing was trained yet; run the cell again to begin.");
            DiskNeed.of(learner, options).require(List.of(best, state));
            MemoryNeed memory = MemoryNeed.of(learner, options);
            long free = FreeMemory.bytes();
            memory.require(free);
            if (gate.equals(ALWAYS_ON)) { // a search would say it for each of its trials
                ProgressMeter.notice(STAGE, memory.beside(free));
            }
            TokenBudget budget = TokenBudget.of(learner, memory, free);
            BestCheckpoint checkpoint = new BestCheckpoint(learner, outline, best, resume);
            Instant began = Instant.now();
            TrainingLoop loop = new TrainingLoop(learner, options, checkpoint, gate, checkpoint.begin());
            Table history = loop.run(budget);
            if (loop.way() == TrainingLoop.Gate.Way.DROP) {
                checkpoint.clear();
                return Optional.of(new Training(Optional.empty(), history));
            }
            checkpoint.restoreBest();
            Map<String, String> facts = new LinkedHashMap<>(outline.facts());
            facts.put("memory for training, estimated", memory.toString());
            facts.putAll(budget.facts());
            facts.putAll(told(learner, loop, data, options, outline.baseModel()));
            facts.put("training time", Progress.words(Duration.between(began, Instant.now())));
            facts.putAll(Versions.all());
            if (loop.way() == TrainingLoop.Gate.Way.ON) {
                checkpoint.finish(facts, history, folder);
                return Optional.empty();
            }
            facts.remove(FINGERPRINT); // it is not the student of that training, which may still be ended
            facts.put(
                    "stopped after evaluation",
                    Integer.toString(Trial.bests(history).size()));
            Path kept = folder.resolveSibling(folder.getFileName() + "-step-" + loop.bestStep());
            checkpoint.keep(kept.getFileName().toString(), facts, history, kept);
            return Optional.of(new Training(Optional.of(Student.open(kept)), history));
        }
    }

    private static Map<String, String> told(
            Learner learner, TrainingLoop loop, Splits data, TrainingOptions options, String model) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("trained weights", Long.toString(learner.network().parameters()));
        facts.put("training rows", Integer.toString(data.train().rowCount()));
        facts.put("best step", Integer.toString(loop.bestStep()));
        facts.put("validation " + learner.metric(), String.format("%.4f", loop.bestScore()));
        facts.put("validation interval", Provenance.interval(loop.bestScore(), learner.validationRows()));
        facts.putAll(learner.facts());
        facts.putAll(Provenance.of(model, data.train()));
        facts.put("precision", options.precision().bfloat16() && !model.equals(CLASSIFIER) ? "bfloat16" : "float32");
        facts.put("seed", Long.toString(options.seed()));
        return facts;
    }

    private static Learner learner(String model, Splits data, TrainingOptions options) {
        return switch (model) {
            case NANO -> TextLearner.fromScratch(data, options);
            case CLASSIFIER ->
                new EmbeddingLearner(DataRows.examples(data.train()), DataRows.examples(data.validation()), options);
            default -> pretrained(Checkpoint.open(model), data, options);
        };
    }

    private static Learner pretrained(Checkpoint checkpoint, Splits data, TrainingOptions options) {
        return switch (checkpoint.family()) {
            case T5 -> TextLearner.t5(checkpoint, data, options);
            case LLAMA -> TextLearner.llama(checkpoint, data, options);
            case ENCODER ->
                EncoderLearner.of(
                        checkpoint, DataRows.examples(data.train()), DataRows.examples(data.validation()), options);
        };
    }

    /** Last part of an id or path, as a part of a folder's name. */
    private static String shortName(String model) {
        String name = model.replaceAll("[/\\\\]+$", "");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[^\\p{L}\\p{N}._-]", "-");
    }

    /** What a training, or a search, depends on. */
    static Map<String, Object> facts(Task task, String model, Splits data, Record options) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("task", Fingerprint.of(task.instruction()));
        facts.put("model", model);
        if (!isOurs(model) && Checkpoint.find(model).isPresent()) {
            facts.put("checkpoint", Checkpoint.open(model).fingerprint());
        }
        facts.put("train", Fingerprint.of(data.train()));
        facts.put("validation", Fingerprint.of(data.validation()));
        facts.put("options", options.toString());
        return facts;
    }

    private static void requireModel(String model) {
        if (!isOurs(model) && Checkpoint.find(model).isEmpty()) {
            String known = Catalogue.model(model).id(); // an id that nobody knows ends here, with the nearest names
            throw new Prompt2ModelException(
                    "The model '" + known + "' is not on this machine",
                    "the hub's cache, " + HubCache.folder() + ", does not hold it",
                    "download it with 'hf download " + known + "' (pip install huggingface_hub), or choose " + NANO
                            + " or " + CLASSIFIER + ", which need no download");
        }
    }

    private static void requireAdaptable(String model, TrainingOptions options) {
        if (options.lora().isPresent()
                && (isOurs(model) || Checkpoint.open(model).family() != ModelFamily.LLAMA)) {
            throw new Prompt2ModelException(
                    "The model '" + model + "' has no projections for LoRA's adapters",
                    "adapters are made for the Llama family: Llama 3, SmolLM2, Qwen 2.5 and 3, Mistral",
                    "choose one of these, or leave out lora(...) to train all weights");
        }
    }

    private static boolean isOurs(String model) {
        return model.equals(NANO) || model.equals(CLASSIFIER);
    }

    private static void requireRows(Table rows, String split) {
        DataRows.require(rows, "fineTune", Columns.INPUT, Columns.OUTPUT);
        if (DataRows.kept(rows).isEmpty()) {
            throw new Prompt2ModelException(
                    "The " + split + " split has no rows",
                    "fineTune learns from train and chooses the best weights on validation",
                    "generate more rows, or split with larger shares");
        }
    }
}

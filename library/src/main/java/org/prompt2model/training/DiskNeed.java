package org.prompt2model.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Optimizer;

/**
 * The disk space that a training takes at most: a checkpoint is written before the one before is deleted, so two of each.
 *
 * @param bytes of the best weights, of the state from which it goes on, and of the student
 */
record DiskNeed(long bytes) {
    static DiskNeed of(Learner learner, TrainingOptions options) {
        long weights = Float.BYTES * learner.network().parameters();
        long state = options.optimizer() == Optimizer.ADAMW ? 3 * weights : weights;
        boolean merged = options.lora().filter(LoraOptions::merged).isPresent();
        long student = weights + (merged ? Float.BYTES * learner.frozenParameters() : 0);
        return new DiskNeed(2 * (weights + state + student));
    }

    /**
     * Refuses a training whose checkpoints would fill up the disk.
     *
     * @param folders where they will lie; what they hold already counts as free
     * @throws Prompt2ModelException if the disk has less than it needs, with what to change
     */
    void require(List<Path> folders) {
        try {
            long held = 0;
            for (Path folder : folders) {
                held += held(folder);
            }
            require(folders.get(0), usable(folders.get(0)) + held);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void require(Path folder, long free) {
        if (bytes > free) {
            throw new Prompt2ModelException(
                    "The checkpoints of this training need more disk space than is free",
                    String.format(
                            Locale.ROOT,
                            "about %,d MB while one follows another, and %,d MB are free for %s",
                            bytes >> 20,
                            free >> 20,
                            folder),
                    "delete what is no longer needed, or choose a run folder on another disk with useRun(\"...\")");
        }
    }

    private static long held(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Some file systems do not know, and say 0: then nothing is refused. */
    private static long usable(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        long usable = Files.getFileStore(there).getUsableSpace();
        return usable > 0 ? usable : Long.MAX_VALUE / 2;
    }
}

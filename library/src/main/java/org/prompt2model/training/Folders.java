package org.prompt2model.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is done to the folders of a training. */
final class Folders {
    private Folders() {}

    /** Deletes what is wanted of a folder, which need not exist, the folder itself last. */
    static void clear(Path folder, Predicate<Path> unwanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst =
                    files.filter(unwanted).sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}

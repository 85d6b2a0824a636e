package org.prompt2model.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.prompt2model.run.Settings;

/** The hub's own cache of downloaded models: {@code $HF_HOME/hub/models--owner--name/snapshots}. */
public final class HubCache {
    private static final String ID = "[\\w.-]+(/[\\w.-]+)?";

    private HubCache() {}

    /** The cache's folder. */
    public static Path folder() {
        Path home = Settings.get("HF_HOME")
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "huggingface"));
        return home.resolve("hub");
    }

    static boolean holds(String model) {
        return Files.isDirectory(model(model).resolve("snapshots"));
    }

    /** The folder of a model's main revision, or of its last download where no revision is called main. */
    public static Optional<Path> snapshot(String model) {
        if (!model.matches(ID) || !holds(model)) {
            return Optional.empty();
        }
        Path snapshots = model(model).resolve("snapshots");
        Path main = model(model).resolve("refs").resolve("main");
        try (Stream<Path> revisions = Files.list(snapshots)) {
            if (Files.isRegularFile(main)) {
                Path revision = snapshots.resolve(Files.readString(main).strip());
                if (Files.isDirectory(revision)) {
                    return Optional.of(revision);
                }
            }
            return revisions.filter(Files::isDirectory).max(Comparator.comparing(HubCache::modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path model(String id) {
        return folder().resolve("models--" + id.replace("/", "--"));
    }
}

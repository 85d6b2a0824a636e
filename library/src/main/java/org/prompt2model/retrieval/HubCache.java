package org.prompt2model.retrieval;

import java.nio.file.Files;
import java.nio.file.Path;
import org.prompt2model.run.Settings;

/** The hub's own cache of downloaded models: {@code $HF_HOME/hub/models--owner--name/snapshots}. */
final class HubCache {
    private HubCache() {}

    static boolean holds(String model) {
        Path home = Settings.get("HF_HOME")
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "huggingface"));
        return Files.isDirectory(home.resolve("hub")
                .resolve("models--" + model.replace("/", "--"))
                .resolve("snapshots"));
    }
}

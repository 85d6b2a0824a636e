package org.prompt2model.kernel;

import java.nio.file.Path;

/** Where the kernel keeps what belongs to its user: the same folder in which the installer puts the jars. */
final class UserFolder {
    /** Names the file of the history of cells, where it is to be another one. */
    static final String HISTORY = "PROMPT2MODEL_HISTORY";

    private UserFolder() {}

    /** The history of cells; {@link #HISTORY} names another file. */
    static Path history() {
        String named = System.getenv(HISTORY);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path home = data == null || data.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return home.resolve("prompt2model").resolve("history.jsonl");
    }
}

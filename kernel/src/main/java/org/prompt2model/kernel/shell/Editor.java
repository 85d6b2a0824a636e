package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prompt2model.corpus.Prompt2ModelException;

/** The user's own editor, as the environment names it. */
final class Editor {
    private Editor() {}

    /**
     * Lets the user edit a text in this terminal, and waits for it.
     *
     * @return the text as it was left
     */
    static String edit(String text) {
        String named = System.getenv("VISUAL") == null ? System.getenv("EDITOR") : System.getenv("VISUAL");
        if (named == null || named.isBlank()) {
            throw new Prompt2ModelException(
                    "there is no editor",
                    "neither VISUAL nor EDITOR is set",
                    "set one before you start the shell: export EDITOR=nano");
        }
        try {
            Path file = Files.createTempFile("prompt2model", ".java");
            try {
                Files.writeString(file, text);
                int status = new ProcessBuilder("sh", "-c", named + " \"$1\"", "sh", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                return status == 0 ? Files.readString(file) : failed(named, "it ended with " + status);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return failed(named, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String failed(String editor, String why) {
        throw new Prompt2ModelException("the editor failed", editor + ": " + why, "set EDITOR to one that runs here");
    }
}

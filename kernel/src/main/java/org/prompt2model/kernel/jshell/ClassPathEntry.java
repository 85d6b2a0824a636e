package org.prompt2model.kernel.jshell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.prompt2model.corpus.Prompt2ModelException;

/** Keeps what is neither folder nor jar off the class path: one broken jar, and the compiler fails in every later cell. */
final class ClassPathEntry {
    private ClassPathEntry() {}

    static void check(Path path) {
        if (Files.isDirectory(path)) {
            return;
        }
        try (ZipFile jar = new ZipFile(path.toFile())) {
            jar.size();
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    path + " cannot be put on the class path",
                    "it is neither a folder nor a jar that can be read (" + e.getMessage() + ")",
                    "check the file; a jar that came over the network may be cut short",
                    e);
        }
    }
}

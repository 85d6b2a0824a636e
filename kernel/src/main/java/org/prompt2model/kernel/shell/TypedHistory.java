package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.LineReader;

/** The file in which what was typed outlives a shell; readable by its owner only, because cells may hold secrets. */
final class TypedHistory {
    private TypedHistory() {}

    /** Lets the reader go on from the file. Tells where that is not possible: lost lines are no reason to fail. */
    static void keep(LineReader reader, Path file) {
        try {
            create(file.toAbsolutePath());
            reader.setVariable(LineReader.HISTORY_FILE, file.toAbsolutePath());
            reader.getHistory().load();
        } catch (IOException | IllegalArgumentException e) {
            reader.setVariable(LineReader.HISTORY_FILE, null);
            System.err.println("What you type is remembered until you leave, and no longer: " + e);
        }
    }

    private static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}

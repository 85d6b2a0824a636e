package org.prompt2model.model;

import java.nio.file.Path;

/** Finds out which kind of student a folder holds. */
final class StudentFiles {
    private StudentFiles() {}

    static Student open(Path folder) {
        throw new UnsupportedOperationException(folder.toString());
    }
}

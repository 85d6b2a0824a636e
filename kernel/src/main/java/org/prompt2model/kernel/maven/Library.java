package org.prompt2model.kernel.maven;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A library that was found.
 *
 * @param name group and artifact, with the classifier where it has one: {@code org.slf4j:slf4j-api}
 * @param version its version
 * @param jar its file
 */
public record Library(String name, String version, Path jar) {
    public Library {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(jar, "jar");
    }
}

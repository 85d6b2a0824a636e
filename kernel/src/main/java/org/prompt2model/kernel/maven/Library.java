package org.prompt2model.kernel.maven;

import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

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

    /** The name that a library of the artifact has. */
    static String name(Artifact artifact) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier;
    }

    /** The artifact of a library that has the name. */
    static Artifact artifact(String name, String version) {
        String[] parts = name.split(":", -1);
        return new DefaultArtifact(parts[0], parts[1], parts.length > 2 ? parts[2] : "", "jar", version);
    }
}

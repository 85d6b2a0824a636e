package org.prompt2model.kernel.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;

/** Answers for one POM that lies in no repository, so that Maven reads it with its parents and imports as any other. */
final class PomWorkspace implements WorkspaceReader {
    private final Artifact pom;
    private final Path file;
    private final WorkspaceRepository repository = new WorkspaceRepository("notebook");

    PomWorkspace(Artifact pom, Path file) {
        this.pom = pom;
        this.file = file;
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public File findArtifact(Artifact artifact) {
        boolean same = artifact.getGroupId().equals(pom.getGroupId())
                && artifact.getArtifactId().equals(pom.getArtifactId())
                && artifact.getVersion().equals(pom.getVersion())
                && artifact.getExtension().equals("pom");
        return same ? file.toFile() : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return findArtifact(artifact) == null ? List.of() : List.of(artifact.getVersion());
    }
}

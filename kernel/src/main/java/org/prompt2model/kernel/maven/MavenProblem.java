package org.prompt2model.kernel.maven;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.prompt2model.corpus.Prompt2ModelException;

/** Resolver's exceptions told so that a reader can mend the cause. */
final class MavenProblem {
    private static final int DEPTH = 12;

    private MavenProblem() {}

    static Prompt2ModelException told(RepositoryException problem, List<RemoteRepository> repositories) {
        Optional<ArtifactTransferException> transfer = cause(problem, ArtifactTransferException.class);
        if (transfer.isPresent()) {
            ArtifactTransferException failed = transfer.get();
            String what = failed.getArtifact() + " could not be fetched";
            return failed instanceof ArtifactNotFoundException
                    ? new Prompt2ModelException(
                            failed.getArtifact() + " was not found",
                            "it is in none of " + names(repositories),
                            "check group, artifact and version on https://central.sonatype.com, or name the repository"
                                    + " that has it: %mavenRepo ID URL",
                            problem)
                    : new Prompt2ModelException(
                            what,
                            last(failed),
                            "check the network; a proxy or a mirror belongs into ~/.m2/settings.xml, as for Maven"
                                    + " itself",
                            problem);
        }
        return new Prompt2ModelException(
                "the libraries could not be found",
                last(problem),
                "check the coordinates, and the versions that they ask for",
                problem);
    }

    private static String names(List<RemoteRepository> repositories) {
        return repositories.stream()
                .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
                .collect(Collectors.joining(", "));
    }

    private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEPTH; depth++) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }

    private static String last(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each.getCause() != null && depth < DEPTH; depth++) {
            each = each.getCause();
        }
        String message = each.getMessage();
        return each.equals(thrown) || message == null
                ? String.valueOf(thrown.getMessage())
                : each.getClass().getSimpleName() + ": " + message;
    }
}

package org.prompt2model.kernel.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.maven.Resolution.Kept;

/**
 * Finds libraries in Maven's repositories, with all that they need. Prints what it downloads. An interrupt ends it, with
 * {@link InterruptedException}.
 */
public final class MavenLibraries {
    private static final RemoteRepository CENTRAL =
            new RemoteRepository.Builder("central", "default", "https://repo.maven.apache.org/maven2/").build();
    private static final int CONNECT_MILLIS = 15_000;
    private static final int REQUEST_MILLIS = 60_000;

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final Map<String, RemoteRepository> repositories = new LinkedHashMap<>();
    private final Present present = new Present();

    /** Looks into a repository too, from now on; one with the same id is replaced. */
    public synchronized void addRepository(String id, String url) {
        repositories.put(id, new RemoteRepository.Builder(id, "default", url).build());
    }

    /** Says that cells see a library from now on: what is resolved later keeps its version. */
    public synchronized void markPresent(Library library) {
        present.add(library);
    }

    /**
     * Finds libraries by their coordinates, together: one version of each.
     *
     * @param coordinates {@code group:artifact[:packaging[:classifier]]:version}
     * @throws Prompt2ModelException where one is not found, or no repository can be reached
     */
    public synchronized Resolution resolve(List<String> coordinates) throws InterruptedException {
        List<Dependency> wanted = new ArrayList<>();
        for (String each : coordinates) {
            wanted.add(new Dependency(Coordinates.artifact(each), "runtime"));
        }
        LocalSettings settings = LocalSettings.read();
        List<RemoteRepository> remote = remote(settings);
        return run(
                settings,
                remote,
                builder -> builder,
                session -> resolve(session, new CollectRequest(wanted, List.of(), known(session, remote))));
    }

    /**
     * Finds the libraries that a POM names, or pieces of one.
     *
     * @param text the POM
     * @param scopes those of its dependencies that are wanted: compile, runtime, system, ...
     * @throws Prompt2ModelException where it is no POM, one is not found, or no repository can be reached
     */
    public synchronized Resolution resolvePom(String text, Set<String> scopes) throws InterruptedException {
        Pom pom = Pom.of(text);
        Artifact artifact = new DefaultArtifact(pom.group(), pom.artifact(), "pom", pom.version());
        Path file = write(pom);
        try {
            LocalSettings settings = LocalSettings.read();
            List<RemoteRepository> remote = remote(settings);
            return run(
                    settings,
                    remote,
                    builder -> builder.setWorkspaceReader(new PomWorkspace(artifact, file))
                            .setArtifactDescriptorPolicy(strictFor(artifact)),
                    session -> resolve(session, request(session, artifact, known(session, remote), scopes)));
        } finally {
            delete(file);
        }
    }

    private CollectRequest request(
            CloseableSession session, Artifact pom, List<RemoteRepository> remote, Set<String> scopes)
            throws RepositoryException {
        ArtifactDescriptorResult read =
                system.readArtifactDescriptor(session, new ArtifactDescriptorRequest(pom, remote, null));
        List<Dependency> wanted = read.getDependencies().stream()
                .filter(dependency -> scopes.contains(dependency.getScope()))
                .toList();
        List<RemoteRepository> all = new ArrayList<>(remote);
        all.addAll(system.newResolutionRepositories(session, read.getRepositories()));
        return new CollectRequest(wanted, read.getManagedDependencies(), all);
    }

    /**
     * What is on the class path already is not even downloaded. It stays as it is, so that what another version of it
     * needs is not wanted either.
     */
    private Resolution resolve(CloseableSession session, CollectRequest request) throws RepositoryException {
        Set<Kept> kept = new LinkedHashSet<>();
        for (Dependency each : request.getDependencies()) {
            present.other(Library.name(each.getArtifact()), each.getArtifact().getVersion())
                    .ifPresent(kept::add);
        }
        DependencyRequest missing = new DependencyRequest(
                asPresent(request),
                (node, parents) -> node.getArtifact() == null || !present.has(Library.name(node.getArtifact())));
        DependencyResult result = system.resolveDependencies(session, missing);
        keep(result.getRoot(), kept);
        List<Library> added = new ArrayList<>();
        for (ArtifactResult each : result.getArtifactResults()) {
            Artifact artifact = each.getArtifact();
            // A POM or a native library has no place on a class path.
            if (artifact.getExtension().equals("jar")) {
                added.add(new Library(Library.name(artifact), artifact.getVersion(), artifact.getPath()));
            }
        }
        return new Resolution(added, List.copyOf(kept));
    }

    private CollectRequest asPresent(CollectRequest request) {
        List<Dependency> managed = new ArrayList<>(present.managed());
        managed.addAll(request.getManagedDependencies());
        List<Dependency> wanted =
                request.getDependencies().stream().map(present::asPresent).toList();
        return new CollectRequest(wanted, managed, request.getRepositories());
    }

    /** The versions that libraries ask for themselves, where cells keep another. */
    private void keep(DependencyNode node, Set<Kept> kept) {
        String found = DependencyManagerUtils.getPremanagedVersion(node);
        if (found != null) {
            present.other(Library.name(node.getArtifact()), found).ifPresent(kept::add);
        }
        for (DependencyNode child : node.getChildren()) {
            keep(child, kept);
        }
    }

    /** A library's broken description is passed over, as in Maven; the one that was asked for must be sound. */
    private static ArtifactDescriptorPolicy strictFor(Artifact pom) {
        return (session, request) -> request.getArtifact().equals(pom)
                ? ArtifactDescriptorPolicy.STRICT
                : ArtifactDescriptorPolicy.IGNORE_ERRORS;
    }

    private interface Configuration {
        SessionBuilder apply(SessionBuilder builder);
    }

    private interface Work {
        Resolution run(CloseableSession session) throws RepositoryException;
    }

    /**
     * Resolver waits for its downloads without minding an interrupt, so it waits in a thread of its own. That thread
     * may outlive its request, so it must change nothing here.
     */
    private Resolution run(
            LocalSettings settings, List<RemoteRepository> remote, Configuration configuration, Work work)
            throws InterruptedException {
        Downloads downloads = new Downloads(System.out);
        SessionBuilder builder = new SessionBuilderSupplier(system)
                .get()
                .setSystemProperties(System.getProperties())
                .setConfigProperty("aether.transport.http.connectTimeout", CONNECT_MILLIS)
                .setConfigProperty("aether.transport.http.requestTimeout", REQUEST_MILLIS)
                // What was not there a minute ago may be there now.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
                // Keeps the versions that libraries ask for, where another one is taken.
                .setConfigProperty(DependencyManagerUtils.CONFIG_PROP_VERBOSE, true)
                .setTransferListener(downloads);
        settings.configure(builder);
        Callable<Resolution> call = () -> {
            try (CloseableSession session = configuration.apply(builder).build()) {
                return work.run(session);
            }
        };
        FutureTask<Resolution> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "maven");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RepositoryException problem
                    ? MavenProblem.told(problem, remote)
                    : unexpected(e.getCause());
        } finally {
            downloads.cancel();
        }
    }

    private static RuntimeException unexpected(Throwable cause) {
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    private List<RemoteRepository> remote(LocalSettings settings) {
        Map<String, RemoteRepository> all = new LinkedHashMap<>();
        settings.repositories().forEach(repository -> all.put(repository.getId(), repository));
        all.putIfAbsent(CENTRAL.getId(), CENTRAL);
        all.putAll(repositories);
        return List.copyOf(all.values());
    }

    private List<RemoteRepository> known(CloseableSession session, List<RemoteRepository> remote) {
        return system.newResolutionRepositories(session, remote);
    }

    private static Path write(Pom pom) {
        try {
            Path file = Files.createTempFile("notebook", ".pom");
            return Files.writeString(file, pom.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

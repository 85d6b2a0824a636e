package org.prompt2model.kernel.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.graph.Dependency;
import org.prompt2model.kernel.maven.Resolution.Kept;

/** The libraries that cells see already: the kernel's own, and what was added to them. */
final class Present {
    private static final String RESOURCE = "libraries.txt";
    // groupId:artifactId:jar[:classifier]:version:scope, as Maven lists them at build time
    private static final Pattern LINE =
            Pattern.compile("\\s*([^:\\s]+:[^:\\s]+):jar:(?:([^:\\s]+):)?([^:\\s]+):(?:compile|runtime)\\b.*");

    private final Map<String, String> kernel = new HashMap<>();
    // an interrupted request may still read
    private final Map<String, String> cells = new ConcurrentHashMap<>();

    Present() {
        try (InputStream in = Present.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the kernel's jar");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        Matcher matcher = LINE.matcher(line.replaceAll("\u001b\\[[\\d;]*m", ""));
        if (matcher.matches()) {
            String classifier = matcher.group(2) == null ? "" : ":" + matcher.group(2);
            kernel.put(matcher.group(1) + classifier, matcher.group(3));
        }
    }

    boolean has(String name) {
        return kernel.containsKey(name) || cells.containsKey(name);
    }

    /** The version that stays, where another one than that was found. */
    Optional<Kept> other(String name, String found) {
        String version = version(name);
        return version == null || version.equals(found)
                ? Optional.empty()
                : Optional.of(new Kept(name, version, found, kernel.containsKey(name)));
    }

    /** The dependency in the version that cells see already, where they see one. */
    Dependency asPresent(Dependency dependency) {
        String version = version(Library.name(dependency.getArtifact()));
        return version == null
                ? dependency
                : dependency.setArtifact(dependency.getArtifact().setVersion(version));
    }

    /** All of them, as a POM's dependency management names versions. */
    List<Dependency> managed() {
        Map<String, String> all = new HashMap<>(cells);
        all.putAll(kernel);
        return all.entrySet().stream()
                .map(library -> new Dependency(Library.artifact(library.getKey(), library.getValue()), "", null))
                .toList();
    }

    private String version(String name) {
        return kernel.getOrDefault(name, cells.get(name));
    }

    /** From now on, cells see this too. */
    void add(Library library) {
        cells.put(library.name(), library.version());
    }
}

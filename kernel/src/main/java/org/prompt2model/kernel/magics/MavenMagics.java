package org.prompt2model.kernel.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.maven.Library;
import org.prompt2model.kernel.maven.MavenLibraries;
import org.prompt2model.kernel.maven.Resolution;

/** Libraries from Maven's repositories. */
final class MavenMagics {
    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import");

    private final Interpreter interpreter;
    private MavenLibraries libraries;

    MavenMagics(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void register(MagicRegistry registry) {
        registry.work(
                List.of("%maven", "%addMavenDependencies", "%addMavenDependency"),
                "GROUP:ARTIFACT:VERSION ...",
                "adds libraries, with all that they need, to the class path",
                this::maven);
        registry.work(
                List.of("%mavenRepo", "%addMavenRepo"),
                "ID URL",
                "lets %maven look into a further repository",
                this::repository);
        registry.work(
                List.of("%loadFromPOM", "%pom"),
                "POM-FILE [SCOPE ...]",
                "adds the dependencies of a POM to the class path",
                call -> {
                    List<String> words = call.words();
                    return pom(read(words), words.subList(1, words.size()));
                });
        registry.work(
                List.of("%%loadFromPOM", "%%pom"),
                "[SCOPE ...]",
                "adds the dependencies of the POM below, or of pieces of one",
                call -> pom(call.body().orElse(""), call.words()));
    }

    private Object maven(MagicCall call) throws InterruptedException {
        if (call.words().isEmpty()) {
            throw new Prompt2ModelException(
                    "%maven names no library",
                    "there is nothing behind it", "write for example: %maven org.apache.commons:commons-text:1.12.0");
        }
        add(libraries().resolve(call.words()));
        return null;
    }

    private Object repository(MagicCall call) {
        List<String> words = call.words();
        if (words.size() != 2) {
            throw new Prompt2ModelException(
                    "%mavenRepo needs an id and a URL",
                    words.size() + " words were given", "write for example: %mavenRepo jitpack https://jitpack.io");
        }
        libraries().addRepository(words.get(0), words.get(1));
        return null;
    }

    private Object pom(String text, List<String> scopes) throws InterruptedException {
        add(libraries().resolvePom(text, scopes.isEmpty() ? SCOPES : Set.copyOf(scopes)));
        return null;
    }

    private void add(Resolution resolution) {
        for (Library library : resolution.added()) {
            interpreter.addToClasspath(library.jar());
            libraries().markPresent(library);
        }
        resolution.kept().forEach(System.out::println);
        String names = String.join(
                ", ",
                resolution.added().stream()
                        .map(library -> library.name() + ":" + library.version())
                        .toList());
        System.out.println(names.isEmpty() ? "Nothing was added: all of it is on the class path" : "Added " + names);
    }

    /** Made at its first use: most notebooks need none. */
    private synchronized MavenLibraries libraries() {
        if (libraries == null) {
            libraries = new MavenLibraries();
        }
        return libraries;
    }

    private static String read(List<String> words) throws IOException {
        Path file = words.isEmpty() ? null : Path.of(words.get(0)).toAbsolutePath();
        if (file == null || !Files.isRegularFile(file)) {
            throw new Prompt2ModelException(
                    "there is no POM to load",
                    file == null ? "no file was named" : "there is no file " + file,
                    "write %loadFromPOM FILE, or paste its text below %%loadFromPOM");
        }
        return Files.readString(file);
    }
}

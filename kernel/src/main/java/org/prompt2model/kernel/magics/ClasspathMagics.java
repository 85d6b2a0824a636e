package org.prompt2model.kernel.magics;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Interpreter;

/** Jars and folders of this machine. */
final class ClasspathMagics {
    /** What a glob is to name. */
    enum Wanted {
        /** Jars; a folder stands for those in it. */
        JARS,
        /** What can stand in a class path. */
        ENTRIES,
        /** Files; a folder stands for those in it. */
        FILES;

        private boolean accepts(Path path) {
            boolean jar = path.toString().endsWith(".jar");
            return switch (this) {
                case JARS -> jar;
                case ENTRIES -> jar || Files.isDirectory(path);
                case FILES -> Files.isRegularFile(path);
            };
        }
    }

    private final Interpreter interpreter;

    ClasspathMagics(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void register(MagicRegistry registry) {
        registry.work(
                List.of("%jars"),
                "GLOB ...",
                "adds jars to the class path; a folder stands for the jars in it",
                call -> add(call, Wanted.JARS));
        registry.work(
                List.of("%classpath"),
                "GLOB ...",
                "adds jars, or folders with classes, to the class path",
                call -> add(call, Wanted.ENTRIES));
    }

    private List<String> add(MagicCall call, Wanted wanted) throws IOException {
        List<String> added = new ArrayList<>();
        for (String word : call.words()) {
            for (String glob : word.split(File.pathSeparator, -1)) {
                for (Path path : matches(glob, wanted)) {
                    interpreter.addToClasspath(path);
                    added.add(path.toString());
                }
            }
        }
        return added;
    }

    /** The files and folders that a simple glob names, absolute, by name. */
    static List<Path> matches(String glob, Wanted wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        boolean inside = wanted != Wanted.ENTRIES && Files.isDirectory(Path.of(glob));
        if (inside || glob.contains("*") || glob.contains("?")) {
            found.addAll(glob(inside ? glob + "/*" : glob));
            found.removeIf(path -> !wanted.accepts(path));
            found.sort(Comparator.naturalOrder());
        } else if (Files.exists(Path.of(glob))) {
            found.add(Path.of(glob).toAbsolutePath());
        }
        if (found.isEmpty()) {
            throw new Prompt2ModelException(
                    "nothing was found",
                    (inside ? "there is nothing of that kind in the folder " : "there is no file or folder ") + glob
                            + ", seen from " + Path.of("").toAbsolutePath(),
                    "check the name; relative ones start at the folder of the notebook");
        }
        return found;
    }

    private static List<Path> glob(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try {
            new GlobFinder(glob).computeMatchingPaths().forEach(path -> found.add(path.toAbsolutePath()));
        } catch (NoSuchFileException e) {
            // The folder of the pattern is missing: it matches nothing, as the caller will say.
            found.clear();
        }
        return found;
    }
}

package org.prompt2model.kernel.magics;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Interpreter;

/** Jars and folders of this machine. */
final class ClasspathMagics {
    private final Interpreter interpreter;

    ClasspathMagics(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void register(MagicRegistry registry) {
        registry.work(
                List.of("%jars"),
                "GLOB ...",
                "adds jars to the class path; a folder stands for the jars in it",
                call -> add(call, true));
        registry.work(
                List.of("%classpath"),
                "GLOB ...",
                "adds jars, or folders with classes, to the class path",
                call -> add(call, false));
    }

    private List<String> add(MagicCall call, boolean jarsOnly) throws IOException {
        List<String> added = new ArrayList<>();
        for (String word : call.words()) {
            for (String glob : word.split(File.pathSeparator, -1)) {
                for (Path path : matches(glob, jarsOnly)) {
                    interpreter.addToClasspath(path);
                    added.add(path.toString());
                }
            }
        }
        return added;
    }

    /** The files and folders that a simple glob names, absolute. */
    static List<Path> matches(String glob, boolean jarsOnly) throws IOException {
        List<Path> found = new ArrayList<>();
        if (glob.contains("*") || glob.contains("?")) {
            found.addAll(glob(glob));
        } else if (jarsOnly && Files.isDirectory(Path.of(glob))) {
            found.addAll(glob(glob + "/*.jar"));
        } else {
            found.add(Path.of(glob).toAbsolutePath());
        }
        found.removeIf(path -> !Files.exists(path));
        if (found.isEmpty()) {
            throw new Prompt2ModelException(
                    "nothing was added to the class path",
                    "there is no file or folder " + glob + ", seen from "
                            + Path.of("").toAbsolutePath(),
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

package org.prompt2model.kernel.magics;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;
import org.prompt2model.kernel.magics.ClasspathMagics.Wanted;

/** What the environment wants done before the first cell, by the names that IJava gave it. */
public final class Startup {
    /** Jars and folders for the class path of cells, simple globs among them, separated as in a class path. */
    public static final String CLASSPATH = "IJAVA_CLASSPATH";
    /** Scripts to run, simple globs among them, separated as in a class path; a folder stands for the files in it. */
    public static final String SCRIPTS = "IJAVA_STARTUP_SCRIPTS_PATH";
    /** Source to run. */
    public static final String SCRIPT = "IJAVA_STARTUP_SCRIPT";

    private final Interpreter interpreter;

    /** Does what is wanted with that interpreter. */
    public Startup(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Does what the environment wants; what fails is told on standard error, and the rest is done. */
    public void run(Map<String, String> environment) {
        for (String glob : paths(environment, CLASSPATH)) {
            attempt(CLASSPATH, () -> ClasspathMagics.matches(glob, Wanted.ENTRIES)
                    .forEach(interpreter::addToClasspath));
        }
        for (String glob : paths(environment, SCRIPTS)) {
            attempt(SCRIPTS, () -> {
                for (Path script : ClasspathMagics.matches(glob, Wanted.FILES)) {
                    source(script.toString(), Files.readString(script));
                }
            });
        }
        source(SCRIPT, environment.getOrDefault(SCRIPT, ""));
    }

    private static String[] paths(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? new String[0] : value.split(File.pathSeparator);
    }

    private void source(String place, String source) {
        if (!source.isBlank() && interpreter.run(Cell.of(0, source)) instanceof Outcome.Failed failed) {
            System.err.println(place + ": " + String.join("\n", failed.error().traceback()));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(String name, Step step) {
        try {
            step.run();
        } catch (IOException | Prompt2ModelException e) {
            System.err.println(name + ": " + e.getMessage());
        }
    }
}

package org.prompt2model.kernel.magics;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Outcome;

/** Runs files as if they stood in the cell: scripts, Java sources, and the code cells of notebooks. */
final class LoadMagic {
    private static final List<String> ENDINGS = List.of("", ".jsh", ".jshell", ".java", ".ipynb");

    private final MagicRunner runner;
    private final Set<Path> loading = new LinkedHashSet<>();

    LoadMagic(MagicRunner runner) {
        this.runner = runner;
    }

    void register(MagicRegistry registry) {
        registry.source(
                List.of("%load"),
                "FILE",
                "runs a script, a Java source or a notebook; its ending may be left out",
                call -> {
                    try {
                        return load(file(call.words()));
                    } catch (IOException | JsonParseException | Prompt2ModelException e) {
                        return runner.call(() -> {
                            throw e;
                        });
                    }
                });
    }

    private Outcome load(Path file) throws IOException {
        if (!loading.add(file)) {
            throw new Prompt2ModelException(
                    file.getFileName() + " loads itself", "by way of " + loading, "take one of the %load lines out");
        }
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".ipynb")
                    ? notebook(file, text)
                    : named(runner.run(0, withoutPackage(text), 1), file.toString());
        } finally {
            loading.remove(file);
        }
    }

    private Outcome notebook(Path file, String text) {
        int number = 0;
        for (String source : codeCells(text)) {
            number++;
            Outcome outcome = named(runner.run(0, source, 1), file + ", code cell " + number);
            if (outcome instanceof Outcome.Failed) {
                return outcome;
            }
        }
        return new Outcome.Done(null);
    }

    private static List<String> codeCells(String text) {
        List<String> sources = new ArrayList<>();
        JsonObject notebook = JsonParser.parseString(text).getAsJsonObject();
        for (JsonElement element : notebook.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                sources.add(source(cell.get("source")));
            }
        }
        return sources;
    }

    private static String source(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder lines = new StringBuilder();
        source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
        return lines.toString();
    }

    /** Cells stand in no package; the line stays, so that those below keep their numbers. */
    private static String withoutPackage(String source) {
        return source.replaceFirst("(?m)^(\\s*)(package\\s+[\\w.]+\\s*;)", "$1// $2");
    }

    /** What it loaded has no value; an error names the file. */
    private static Outcome named(Outcome outcome, String place) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return new Outcome.Done(null);
        }
        CellError error = failed.error();
        List<String> lines = new ArrayList<>(List.of("In " + place + ":"));
        lines.addAll(error.traceback());
        return new Outcome.Failed(new CellError(error.name(), error.message(), lines));
    }

    private static Path file(List<String> words) {
        if (words.size() != 1) {
            throw new Prompt2ModelException(
                    "%load needs one file",
                    words.size() + " were named", "write %load FILE, in quotes if it has blanks");
        }
        for (String ending : ENDINGS) {
            Path file = Path.of(words.get(0) + ending).toAbsolutePath().normalize();
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new Prompt2ModelException(
                "there is nothing to load",
                "there is no file " + Path.of(words.get(0)).toAbsolutePath() + ", nor one with the ending "
                        + String.join(", ", ENDINGS.subList(1, ENDINGS.size())),
                "check the name; relative ones start at the folder of the notebook");
    }
}

package org.prompt2model.kernel.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;

/** The lines of a file. */
final class ScriptFile implements Script.Lines {
    private static final Pattern GOES_ON = Pattern.compile("\\s*(\\.|else\\b|catch\\b|finally\\b).*");

    private final List<String> lines;
    private int number;

    /** @throws Prompt2ModelException if the file cannot be read */
    ScriptFile(Path file) {
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    file + " cannot be read", String.valueOf(e), "name a text file in UTF-8 that you may read");
        }
    }

    @Override
    public String next() {
        return number < lines.size() ? lines.get(number++) : null;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean goesOn() {
        return number < lines.size() && GOES_ON.matcher(lines.get(number)).matches();
    }
}

package org.prompt2model.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** The imports that every notebook and shell begins with. */
public final class Preload {
    private static final String RESOURCE = "/org/prompt2model/kernel/preload.jsh";
    private static final String STATIC = "import static ";

    private Preload() {}

    /** The source, one import a line. */
    public static String source() {
        try (InputStream in = Preload.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the kernel's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes whose static members are imported. */
    public static List<String> statics() {
        return source().lines()
                .filter(line -> line.startsWith(STATIC))
                .map(line -> line.substring(STATIC.length(), line.lastIndexOf('.')))
                .toList();
    }

    /**
     * Runs the imports, all at once, which takes a tenth of the time; where that fails, one by one. One that fails does
     * not keep the others from working, and is named on standard error.
     *
     * @return the interpreter
     */
    public static Interpreter into(Interpreter interpreter) {
        String together = source().lines().collect(Collectors.joining(" "));
        if (interpreter.run(Cell.of(0, together)) instanceof Outcome.Failed) {
            String failed = source().lines()
                    .filter(line -> interpreter.run(Cell.of(0, line)) instanceof Outcome.Failed)
                    .collect(Collectors.joining(" "));
            System.err.println("Not loaded: " + failed);
        }
        return interpreter;
    }
}

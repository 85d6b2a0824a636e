package org.prompt2model.kernel.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Completeness;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** An interpreter of cells that may hold magics, on top of one that knows Java alone. */
public final class MagicRunner implements Interpreter {
    private final Interpreter java;
    private final MagicQuestions questions;
    private final CellHistory history = new CellHistory();
    private MagicRegistry registry;

    /** Runs the Java of cells with the interpreter. */
    public MagicRunner(Interpreter java) {
        this.java = java;
        questions = new MagicQuestions(java, this);
    }

    /** The magics that cells know, made when they are asked for first; cells may register more. */
    public synchronized MagicRegistry registry() {
        if (registry == null) {
            registry = new MagicRegistry(java);
            new MavenMagics(java).register(registry);
            new ClasspathMagics(java).register(registry);
            new TimeMagics(this).register(registry);
            new LoadMagic(this).register(registry);
            Environment environment = new Environment();
            new EnvironmentMagics(environment).register(registry);
            new ShellMagics(environment).register(registry);
            new SessionMagics(java, history).register(registry);
            new FileMagics().register(registry);
            new DisplayMagics().register(registry);
        }
        return registry;
    }

    /** Runs a cell: its magics, and the Java between them, from top to bottom until one fails. */
    @Override
    public Outcome run(Cell cell) {
        history.add(cell.number(), cell.source());
        return run(cell.number(), cell.source(), cell.firstLine());
    }

    @Override
    public Outcome call(Callable<?> work) {
        return java.call(work);
    }

    @Override
    public List<Definition> definitions() {
        return java.definitions();
    }

    @Override
    public void interrupt() {
        java.interrupt();
    }

    @Override
    public Completeness completeness(String source) {
        return questions.completeness(source);
    }

    @Override
    public Completions complete(String source, int cursor) {
        return questions.complete(source, cursor);
    }

    @Override
    public Optional<String> describe(String source, int cursor) {
        return questions.describe(source, cursor);
    }

    @Override
    public void addToClasspath(Path path) {
        java.addToClasspath(path);
    }

    @Override
    public void close() {
        java.close();
    }

    /** Runs source that stands within a cell, from the given line on. */
    Outcome run(int number, String text, int firstLine) {
        Outcome outcome = new Outcome.Done(null);
        for (CellParts.Part part : CellParts.of(text, firstLine)) {
            boolean nothing = part instanceof CellParts.Part.Java source
                    && source.source().isBlank();
            if (!nothing) {
                outcome = run(number, part);
            }
            if (outcome instanceof Outcome.Failed) {
                return outcome;
            }
        }
        return outcome;
    }

    /** Runs Java alone. */
    Outcome runJava(Cell cell) {
        return java.run(cell);
    }

    private Outcome run(int number, CellParts.Part part) {
        if (part instanceof CellParts.Part.Java source) {
            return java.run(new Cell(number, source.source(), source.line()));
        }
        if (part instanceof CellParts.Part.CellMagic magic) {
            return apply(new MagicCall(
                    magic.name(), magic.arguments(), Optional.of(magic.body()), number, magic.line(), false));
        }
        CellParts.Part.Magic magic = (CellParts.Part.Magic) part;
        return apply(new MagicCall(magic.name(), magic.arguments(), Optional.empty(), number, magic.line(), false));
    }

    private Outcome apply(MagicCall call) {
        return registry()
                .find(call.title())
                .map(magic -> magic.body().run(call))
                .orElseGet(() -> unknown(call));
    }

    private Outcome unknown(MagicCall call) {
        String other = (call.body().isPresent() ? "%" : "%%") + call.name();
        String message = "there is no magic " + call.title() + "; "
                + (registry().find(other).isPresent()
                        ? "did you mean " + other + "?"
                        : "these are known: " + String.join(" ", registry().names()));
        return new Outcome.Failed(new CellError("UndefinedMagic", message, List.of("UndefinedMagic: " + message)));
    }
}

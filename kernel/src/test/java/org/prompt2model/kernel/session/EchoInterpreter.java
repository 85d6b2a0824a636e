package org.prompt2model.kernel.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.prompt2model.kernel.jshell.Cell;
import org.prompt2model.kernel.jshell.Completeness;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Definition;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/** An interpreter of a language in which every cell's value is its source, for tests of what surrounds it. */
final class EchoInterpreter implements Interpreter {
    @Override
    public Outcome run(Cell cell) {
        return new Outcome.Done(cell.source());
    }

    @Override
    public Outcome call(Callable<?> work) {
        throw new UnsupportedOperationException("echoes leave no work behind");
    }

    @Override
    public List<Definition> definitions() {
        return List.of();
    }

    @Override
    public void interrupt() {
        // Its cells end at once.
    }

    @Override
    public Completeness completeness(String source) {
        return new Completeness("complete", "");
    }

    @Override
    public Completions complete(String source, int cursor) {
        return new Completions(List.of(source.substring(0, cursor)), 0, cursor);
    }

    @Override
    public Optional<String> describe(String source, int cursor) {
        return Optional.of(source.substring(0, cursor));
    }

    @Override
    public void addToClasspath(Path path) {
        throw new UnsupportedOperationException("echoes need no classes");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

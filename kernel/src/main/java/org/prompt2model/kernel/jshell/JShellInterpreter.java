package org.prompt2model.kernel.jshell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import org.prompt2model.kernel.jshell.CellSource.Piece;
import org.prompt2model.kernel.jshell.Places.Place;
import org.prompt2model.run.StageInterruptedException;

/** Java, by JShell in this JVM: cells see every class of this JVM's class path, and their values are objects here. */
public final class JShellInterpreter implements Interpreter {
    private final SnippetThread thread = new SnippetThread();
    private final CellControl control = new CellControl(new SnippetClasses(), thread);
    private final JShell shell = JShell.builder()
            .in(System.in)
            .out(System.out)
            .err(System.err)
            .executionEngine(control.provider(), Map.of())
            .build();
    private final Places places = new Places();
    private final ThrownText thrownText = new ThrownText(places);
    private final SourceQuestions questions = new SourceQuestions(shell.sourceCodeAnalysis());

    @Override
    public synchronized Outcome run(Cell cell) {
        thread.beginCell();
        try {
            Outcome outcome = runPieces(cell);
            return thread.interrupted() ? new Outcome.Failed(interruption()) : outcome;
        } finally {
            thread.endCell();
            control.forget();
        }
    }

    @Override
    public synchronized Outcome call(Callable<?> work) {
        thread.beginCell();
        try {
            return new Outcome.Done(control.call(work));
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause();
            return new Outcome.Failed(
                    thread.interrupted()
                            ? CellError.interrupted("the work was stopped")
                            : new CellError(
                                    thrown.getClass().getName(),
                                    String.valueOf(thrown.getMessage()),
                                    List.of(thrown.toString())));
        } finally {
            thread.endCell();
        }
    }

    @Override
    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public synchronized Completeness completeness(String source) {
        return questions.completeness(source);
    }

    @Override
    public synchronized Completions complete(String source, int cursor) {
        return questions.complete(source, cursor);
    }

    @Override
    public synchronized Optional<String> describe(String source, int cursor) {
        return questions.describe(source, cursor);
    }

    @Override
    public synchronized void addToClasspath(Path path) {
        shell.addToClasspath(path.toString());
    }

    @Override
    public void close() {
        shell.close();
    }

    private Outcome runPieces(Cell cell) {
        Object last = null;
        List<Snippet> declared = new ArrayList<>();
        for (Piece piece : CellSource.pieces(cell.source(), shell.sourceCodeAnalysis())) {
            if (thread.interrupted()) {
                break;
            }
            control.forget();
            last = null;
            Place place = new Place(cell.number(), cell.firstLine() + piece.line(), piece.source());
            for (SnippetEvent event : shell.eval(piece.source())) {
                if (event.causeSnippet() != null) {
                    continue;
                }
                places.put(event.snippet().id(), place);
                declared.add(event.snippet());
                Optional<CellError> error = error(event, place);
                if (error.isPresent()) {
                    return new Outcome.Failed(error.get());
                }
                last = hasValue(event.snippet()) ? control.value() : null;
            }
        }
        warnOfUnresolved(declared);
        return new Outcome.Done(last);
    }

    private Optional<CellError> error(SnippetEvent event, Place place) {
        if (event.status() == Snippet.Status.REJECTED) {
            return Optional.of(
                    CompileText.error(place, shell.diagnostics(event.snippet()).collect(Collectors.toList())));
        }
        JShellException exception = event.exception();
        if (exception instanceof UnresolvedReferenceException unresolved) {
            String message = unresolved(unresolved.getSnippet());
            return Optional.of(
                    new CellError(CellError.COMPILE, message, List.of(Ink.red(CellError.COMPILE) + ": " + message)));
        }
        if (exception != null) {
            Throwable thrown = control.thrown() == null ? exception : control.thrown();
            return Optional.of(thrownText.error(thrown, exception));
        }
        return Optional.empty();
    }

    private CellError interruption() {
        boolean stage = control.thrown() instanceof StageInterruptedException;
        String message =
                stage ? control.thrown().getMessage() : "the cell was stopped; its variables are as it left them";
        return CellError.interrupted(message);
    }

    /** A declaration that uses what is not declared yet is no error in a notebook, but its user should know. */
    private void warnOfUnresolved(List<Snippet> declared) {
        for (Snippet snippet : declared) {
            Snippet.Status status = shell.status(snippet);
            if (status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                System.err.println(unresolved((DeclarationSnippet) snippet));
            }
        }
    }

    private String unresolved(DeclarationSnippet snippet) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        String problem = missing.isEmpty()
                ? shell.diagnostics(snippet).map(d -> d.getMessage(null)).collect(Collectors.joining("; "))
                : missing + (missing.contains(",") ? " are" : " is") + " declared";
        return snippet.name() + " cannot be used until " + problem;
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }
}

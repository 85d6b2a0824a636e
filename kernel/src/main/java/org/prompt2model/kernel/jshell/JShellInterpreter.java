package org.prompt2model.kernel.jshell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.prompt2model.kernel.jshell.CellSource.Piece;
import org.prompt2model.kernel.jshell.Definition.Kind;
import org.prompt2model.kernel.jshell.Places.Place;
import org.prompt2model.run.StageInterruptedException;

/** Java, by JShell in this JVM: cells see every class of this JVM's class path, and their values are objects here. */
public final class JShellInterpreter implements Interpreter {
    private final SnippetClasses classes = new SnippetClasses();
    private final SnippetThread thread;
    private final CellControl control;
    private final JShell shell;
    private final Places places = new Places();
    private final ThrownText thrownText = new ThrownText(places);
    private final CompileText compileText;
    private final SourceQuestions questions;

    /** Compiles and runs cells as the environment asks. */
    public JShellInterpreter() {
        this(CellSettings.of(System.getenv()));
    }

    /** Compiles and runs cells in that way. */
    public JShellInterpreter(CellSettings settings) {
        this(settings, Optional.empty());
    }

    /** As the environment asks, and begins sooner, by an index of the classes that this JVM's class path holds. */
    public JShellInterpreter(ClassIndex index) {
        this(CellSettings.of(System.getenv()), Optional.of(index));
    }

    private JShellInterpreter(CellSettings settings, Optional<ClassIndex> index) {
        thread = new SnippetThread(classes::ofCell, settings.limit());
        control = new CellControl(classes, thread);
        shell = JShell.builder()
                .in(System.in)
                .out(System.out)
                .err(System.err)
                .compilerOptions(settings.compilerOptions().toArray(new String[0]))
                .fileManager(files -> index.<StandardJavaFileManager>map(known -> new IndexedFiles(files, known))
                        .orElse(files))
                .executionEngine(control.provider(), Map.of())
                .build();
        compileText = new CompileText(new Imports(shell::sourceCodeAnalysis, index));
        questions = new SourceQuestions(shell::sourceCodeAnalysis, index);
    }

    @Override
    public Outcome run(Cell cell) {
        return thread.isCurrent() ? runPieces(cell) : runAlone(() -> runPieces(cell));
    }

    @Override
    public Outcome call(Callable<?> work) {
        return thread.isCurrent() ? runWork(work) : runAlone(() -> runWork(work));
    }

    @Override
    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public Completeness completeness(String source) {
        return exclusively(() -> questions.completeness(source));
    }

    @Override
    public Completions complete(String source, int cursor) {
        return exclusively(() -> questions.complete(source, cursor));
    }

    @Override
    public Optional<String> describe(String source, int cursor) {
        return exclusively(() -> questions.describe(source, cursor));
    }

    @Override
    public List<Definition> definitions() {
        return exclusively(() -> shell.snippets()
                .filter(snippet -> shell.status(snippet).isActive())
                .flatMap(snippet -> definition(snippet).stream())
                .toList());
    }

    @Override
    public void addToClasspath(Path path) {
        ClassPathEntry.check(path);
        exclusively(() -> {
            shell.addToClasspath(path.toString());
            return null;
        });
    }

    @Override
    public void close() {
        shell.close();
    }

    private synchronized Outcome runAlone(Supplier<Outcome> work) {
        classes.beginCell();
        thread.beginCell();
        try {
            Outcome outcome = work.get();
            return thread.interrupted() ? new Outcome.Failed(interruption()) : outcome;
        } finally {
            thread.endCell();
            control.forget();
        }
    }

    /** One caller at a time; a cell's own thread is let in, as the one that holds the lock waits for it. */
    private <T> T exclusively(Supplier<T> work) {
        if (thread.isCurrent()) {
            return work.get();
        }
        synchronized (this) {
            return work.get();
        }
    }

    private Outcome runWork(Callable<?> work) {
        try {
            return new Outcome.Done(control.call(work));
        } catch (ExecutionException e) {
            return new Outcome.Failed(thrownText.error(e.getCause(), null));
        }
    }

    private Outcome runPieces(Cell cell) {
        Object last = null;
        List<Snippet> declared = new ArrayList<>();
        for (Piece piece : CellSource.pieces(cell.source(), shell::sourceCodeAnalysis)) {
            if (thread.interrupted()) {
                break;
            }
            control.forget();
            last = null;
            Place place = new Place(cell.number(), cell.firstLine() + piece.line(), piece);
            List<SnippetEvent> events = shell.eval(piece.forJShell());
            events.forEach(this::rescue);
            for (SnippetEvent event : events) {
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
                forget(event.snippet());
            }
        }
        warnOfUnresolved(declared);
        warnOfEmptied(classes.variables().emptied());
        return new Outcome.Done(last);
    }

    /**
     * Declares a variable anew that JShell dropped because its initializer no longer compiles: {@code var p = new
     * P(1)} where P takes two numbers now. Nobody asked for the initializer again.
     */
    private void rescue(SnippetEvent event) {
        boolean dropped = event.causeSnippet() != null
                && event.previousStatus() == Snippet.Status.VALID
                && event.status() != Snippet.Status.VALID
                && event.status() != Snippet.Status.OVERWRITTEN;
        if (dropped && event.snippet() instanceof VarSnippet variable) {
            try {
                Object value = classes.variables().value(variable.name());
                shell.eval(variable.typeName() + " " + variable.name() + ";");
                classes.variables().restore(variable.name(), value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("the variables of snippets are public", e);
            }
        }
    }

    /**
     * JShell keeps the value of each expression in a variable, which nobody sees here. Each later cell would be
     * compiled along with all of them, and no table that was ever shown could be collected.
     */
    private void forget(Snippet snippet) {
        if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            shell.drop(snippet);
            classes.variables().clear(((VarSnippet) snippet).name());
        }
    }

    private Optional<CellError> error(SnippetEvent event, Place place) {
        if (event.status() == Snippet.Status.REJECTED) {
            return Optional.of(
                    compileText.error(place, shell.diagnostics(event.snippet()).collect(Collectors.toList())));
        }
        JShellException exception = event.exception();
        if (exception instanceof UnresolvedReferenceException unresolved) {
            String message = unresolved(unresolved.getSnippet());
            return Optional.of(new CellError(
                    CellError.COMPILE,
                    message,
                    (Ink.bold(CellError.COMPILE) + ": " + message).lines().toList()));
        }
        if (exception != null) {
            Throwable thrown = control.thrown() == null ? exception : control.thrown();
            return Optional.of(thrownText.error(thrown, exception));
        }
        if (control.thrown() instanceof InternalException broken) {
            String message =
                    "the compiler of this JDK (" + Runtime.version() + ") broke on this: " + broken.getMessage();
            return Optional.of(
                    new CellError(CellError.COMPILE, message, List.of(Ink.bold(CellError.COMPILE) + ": " + message)));
        }
        return Optional.empty();
    }

    private CellError interruption() {
        if (!thread.leftBehind().isEmpty()) {
            return CellError.interrupted("the cell could not be stopped: it is in " + thread.leftBehind()
                    + ", which listens to no interrupt, and was left behind there."
                    + " You can go on; restart the kernel to end it for good");
        }
        if (thread.timedOut()) {
            return CellError.timedOut();
        }
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

    /** An object of a class that was replaced is none of the new class. */
    private static void warnOfEmptied(List<String> names) {
        if (!names.isEmpty()) {
            System.err.println(String.join(", ", names) + (names.size() == 1 ? " is" : " are")
                    + " null now, because a class changed: run the cells that make "
                    + (names.size() == 1 ? "it" : "them") + " again");
        }
    }

    private String unresolved(DeclarationSnippet snippet) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        String problem = missing.isEmpty()
                ? shell.diagnostics(snippet).map(d -> d.getMessage(null)).collect(Collectors.joining("; "))
                : missing + (missing.contains(",") ? " are" : " is") + " declared";
        String cures = shell.unresolvedDependencies(snippet)
                .map(symbol -> symbol.substring(symbol.lastIndexOf(' ') + 1))
                .flatMap(name -> compileText.cure(name).stream())
                .map(line -> "\n" + line)
                .collect(Collectors.joining());
        return snippet.name() + " cannot be used until " + problem + cures;
    }

    private static Optional<Definition> definition(Snippet snippet) {
        String source = snippet.source().strip();
        if (snippet instanceof VarSnippet variable) {
            return Optional.of(new Definition(Kind.VARIABLE, variable.name(), variable.typeName(), source));
        }
        if (snippet instanceof MethodSnippet method) {
            return Optional.of(new Definition(Kind.METHOD, method.name(), method.signature(), source));
        }
        if (snippet instanceof TypeDeclSnippet type) {
            return Optional.of(new Definition(Kind.TYPE, type.name(), "", source));
        }
        return snippet instanceof ImportSnippet imported
                ? Optional.of(new Definition(Kind.IMPORT, imported.fullname(), "", source))
                : Optional.empty();
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }
}

package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Stands for an exception of a cell while JShell finds the places of its frames in snippets. Its causes are the
 * exceptions that hang together with it, causes and suppressed ones, in the order of {@link #family}: JShell translates
 * causes alone, follows a circle of them for ever, and trips over frames without a file.
 */
final class CellTrace extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST_FAMILY = 20;

    private CellTrace(Throwable of, CellTrace next) {
        super(of.getClass().getName(), next, false, true);
        setStackTrace(Arrays.stream(of.getStackTrace())
                .filter(frame -> !isJump(frame))
                .map(CellTrace::known)
                .toArray(StackTraceElement[]::new));
    }

    /** The exception for JShell to translate. What JShell threw itself, for code that cannot run yet, stays. */
    static Throwable of(Throwable thrown) {
        if (thrown instanceof SPIResolutionException) {
            return thrown;
        }
        List<Throwable> family = family(thrown);
        CellTrace trace = null;
        for (int i = family.size() - 1; i >= 0; i--) {
            trace = new CellTrace(family.get(i), trace);
        }
        return trace;
    }

    /** The exception, its causes and what was suppressed, without repetition, from the outermost inwards. */
    static List<Throwable> family(Throwable thrown) {
        List<Throwable> family = new ArrayList<>();
        collect(thrown, family, Collections.newSetFromMap(new IdentityHashMap<>()));
        return family;
    }

    private static void collect(Throwable thrown, List<Throwable> family, Set<Throwable> seen) {
        if (thrown == null || family.size() == LARGEST_FAMILY || !seen.add(thrown)) {
            return;
        }
        family.add(thrown);
        collect(thrown.getCause(), family, seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, family, seen);
        }
    }

    /** A redefinable method that goes to its code: it has no line of its own. */
    private static boolean isJump(StackTraceElement frame) {
        return CellCode.isWrapper(CellCode.withoutVersion(frame.getClassName())) && frame.getLineNumber() < 0;
    }

    private static StackTraceElement known(StackTraceElement frame) {
        String method = frame.getMethodName();
        return new StackTraceElement(
                CellCode.withoutVersion(frame.getClassName()),
                method.endsWith(Redefinable.CODE)
                        ? method.substring(0, method.length() - Redefinable.CODE.length())
                        : method,
                frame.getFileName() == null ? "" : frame.getFileName(),
                frame.getLineNumber());
    }
}

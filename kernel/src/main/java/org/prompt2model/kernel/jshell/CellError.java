package org.prompt2model.kernel.jshell;

import java.util.List;
import java.util.Objects;

/**
 * An error as a notebook shows it.
 *
 * @param name name of the exception's class, {@value #COMPILE} or {@value #INTERRUPTED}
 * @param message its message; empty where it has none
 * @param traceback lines to show, with the user's own places only
 */
public record CellError(String name, String message, List<String> traceback) {
    /** Name of the error of a cell that does not compile. */
    public static final String COMPILE = "CompileError";
    /** Name of the error of a cell that its user stopped. */
    public static final String INTERRUPTED = "Interrupted";
    /** Name of the error of a cell that ran for too long. */
    public static final String TIMEOUT = "Timeout";

    public CellError {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(message, "message");
        traceback = List.copyOf(traceback);
    }

    /** The error of a cell that its user stopped. */
    public static CellError interrupted(String message) {
        return named(INTERRUPTED, message);
    }

    /** The error of a cell with a statement that ran longer than statements may. */
    static CellError timedOut() {
        return named(
                TIMEOUT,
                "the statement ran longer than " + CellSettings.TIMEOUT
                        + " allows; the cell's variables are as it left them");
    }

    private static CellError named(String name, String message) {
        return new CellError(name, message, List.of(Ink.bold(name) + ": " + message));
    }
}

package io.github.spencerpark.ijava;

import org.prompt2model.kernel.jshell.CellError;

/** Source that was run by another cell failed. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    EvaluationException(CellError error) {
        super(error.name() + (error.message().isEmpty() ? "" : ": " + error.message()));
    }
}

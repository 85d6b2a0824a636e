package org.prompt2model.kernel.jshell;

/** How a cell ended. */
public sealed interface Outcome {
    /**
     * It ran to its end.
     *
     * @param value of its last expression; null where there is none
     */
    record Done(Object value) implements Outcome {}

    /** It does not compile, or threw, or was interrupted. */
    record Failed(CellError error) implements Outcome {}
}

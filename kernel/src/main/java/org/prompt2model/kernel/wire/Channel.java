package org.prompt2model.kernel.wire;

/** The channels on which messages travel; the heartbeat is answered inside {@link Wire}. */
public enum Channel {
    /** Requests that are answered one after the other. */
    SHELL,
    /** Requests that are answered while a cell runs. */
    CONTROL,
    /** What every front end sees: output, results, status. */
    IOPUB,
    /** The kernel asks, the front end answers. */
    STDIN
}

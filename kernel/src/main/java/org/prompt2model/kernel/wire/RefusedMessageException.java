package org.prompt2model.kernel.wire;

/** Frames that are not a message of ours: malformed, badly signed or replayed. */
public final class RefusedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedMessageException(String reason) {
        super(reason);
    }

    RefusedMessageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

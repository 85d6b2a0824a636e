package org.prompt2model.corpus;

import java.util.Objects;

/**
 * A request that cannot be carried out, told so that its reader can mend it: what happened, why, and what to do.
 * Thrown before money or time is spent wherever the cause can be seen beforehand.
 */
public final class Prompt2ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String why;
    private final String remedy;

    /**
     * @param what what happened, one sentence without a full stop
     * @param why the cause, as far as it is known
     * @param remedy the change that cures it, by name
     */
    public Prompt2ModelException(String what, String why, String remedy) {
        this(what, why, remedy, null);
    }

    /** As {@link #Prompt2ModelException(String, String, String)}, with the exception that revealed the problem. */
    public Prompt2ModelException(String what, String why, String remedy, Throwable cause) {
        super(what + ".\n  Why: " + why + "\n  What to do: " + remedy, cause);
        this.what = Objects.requireNonNull(what, "what");
        this.why = Objects.requireNonNull(why, "why");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** What happened. */
    public String what() {
        return what;
    }

    /** Why it happened. */
    public String why() {
        return why;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}

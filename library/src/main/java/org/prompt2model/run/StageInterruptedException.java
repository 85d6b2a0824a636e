package org.prompt2model.run;

/** A stage was interrupted by its user; the message says what was kept and how to go on. */
public final class StageInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An interruption of the stage, and what remains of its work. */
    public StageInterruptedException(String stage, String kept) {
        super(stage + " was interrupted. " + kept);
    }

    /**
     * To be called between two units of work.
     *
     * @param kept what stays of the work, and how to go on
     * @throws StageInterruptedException if this thread was interrupted; the flag is cleared
     */
    public static void check(String stage, String kept) {
        if (Thread.interrupted()) {
            throw new StageInterruptedException(stage, kept);
        }
    }
}

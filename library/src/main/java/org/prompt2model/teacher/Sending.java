package org.prompt2model.teacher;

/** The leave to send a question. */
interface Sending {
    /** Whether the reply is still wanted; where not, nothing more is sent. */
    boolean wanted();

    /**
     * Asks for leave to send once more after an attempt that the provider may charge for, though no reply came of it.
     *
     * @return false where the budget has no room for it
     */
    boolean again();
}

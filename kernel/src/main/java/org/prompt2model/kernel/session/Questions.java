package org.prompt2model.kernel.session;

/** The user of cells, who can be asked for a line of text. */
public interface Questions {
    /**
     * Asks for a line.
     *
     * @param secret whether the answer is hidden while it is typed
     * @return the line without its end; null where no more will come
     * @throws IllegalStateException if nobody can be asked
     * @throws InterruptedException if the cell is stopped meanwhile
     */
    String ask(String prompt, boolean secret) throws InterruptedException;
}

package org.prompt2model.teacher;

/** A teacher behind an endpoint: each of its attempts can be held back. */
interface Attended extends Teacher {
    /**
     * Asks one question, from whatever thread.
     *
     * @return the reply, or null where it was no longer wanted before it was sent
     */
    Reply ask(Question question, Sending sending);

    /** Has questions that wait to be sent look whether they are still wanted. */
    void wake();
}

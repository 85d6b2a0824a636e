package org.prompt2model.teacher;

/** Why a {@link Dispatcher} ended. Interrupts and errors are exceptions instead. */
public sealed interface Outcome {
    /** The work had no further question, and each reply was taken. */
    record Done() implements Outcome {}

    /**
     * A cap of the budget left no room for the next question.
     *
     * @param cap which one
     * @param words the cap and what is used of it, for people
     */
    record BudgetReached(Cap cap, String words) implements Outcome {}

    /** The caps of {@link BudgetLimits}. */
    enum Cap {
        USD,
        TOKENS,
        MINUTES
    }
}

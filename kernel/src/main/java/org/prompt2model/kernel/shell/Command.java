package org.prompt2model.kernel.shell;

/**
 * A command to the shell.
 *
 * @param name as it is typed, {@code /vars}
 * @param arguments what may follow it, for its users
 * @param help what it does, in one line
 * @param body does it
 */
record Command(String name, String arguments, String help, Body body) {
    /** Does what a command does. */
    interface Body {
        /**
         * Carries it out.
         *
         * @param argument the rest of the line, without blanks around it
         * @return whether it succeeded; if not, the user was told
         */
        boolean run(String argument);
    }
}

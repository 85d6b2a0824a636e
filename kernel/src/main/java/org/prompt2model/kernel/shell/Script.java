package org.prompt2model.kernel.shell;

import org.prompt2model.kernel.jshell.Cell;

/**
 * Runs lines of Java, magics and commands as JShell does: each snippet as soon as it is at its end, with or without a
 * semicolon. Errors name the lines of the script.
 */
final class Script {
    /** Where the lines come from. */
    interface Lines {
        /** The next line without its end; null where there is none. */
        String next();

        /** The number of the line that was read last, from 1. */
        int number();

        /** Whether the line that comes next can only go on with what is there: {@code else}, or {@code .toList()}. */
        boolean goesOn();
    }

    private final CellRunner cells;
    private final Commands commands;

    Script(CellRunner cells, Commands commands) {
        this.cells = cells;
        this.commands = commands;
    }

    /**
     * Runs all, up to the first error or to where a command leaves the shell.
     *
     * @param shown whether values are shown
     * @return whether there was no error
     */
    boolean run(Lines lines, boolean shown) {
        StringBuilder text = new StringBuilder();
        int first = 1;
        boolean ok = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            first = text.isEmpty() ? lines.number() : first;
            text.append(text.isEmpty() ? "" : "\n").append(line);
            if (isWhole(text.toString(), lines)) {
                ok = take(text.toString(), first, shown);
                text.setLength(0);
            }
            if (!ok || commands.exit().isPresent()) {
                return ok;
            }
        }
        // What is not at its end is the compiler's to complain of.
        return take(text.toString(), first, shown);
    }

    private boolean isWhole(String text, Lines lines) {
        if (text.isBlank() || Commands.isCommand(text)) {
            return true;
        }
        return !lines.goesOn()
                && !cells.interpreter().completeness(text).state().equals("incomplete");
    }

    private boolean take(String text, int line, boolean shown) {
        if (text.isBlank()) {
            return true;
        }
        return Commands.isCommand(text) ? commands.run(text) : cells.run(new Cell(0, text, line), shown);
    }
}

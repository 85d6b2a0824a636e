package org.prompt2model.kernel.shell;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.prompt2model.kernel.jshell.Completeness;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.Interpreter;

/** What the line editor wants to know of cells: whether one is at its end, and what could stand at the cursor. */
final class JavaParser implements Parser, Completer {
    /** White space of one level, as {@link Completeness} counts it. */
    static final int INDENT = 4;

    private static final Completions NONE = new Completions(List.of(), 0, 0);

    private final Supplier<Interpreter> interpreter;
    private final Supplier<List<String>> commands;

    /** @param commands the names of the shell's commands, asked when one is completed */
    JavaParser(Supplier<Interpreter> interpreter, Supplier<List<String>> commands) {
        this.interpreter = interpreter;
        this.commands = commands;
    }

    /** A cell, and the word of it that is completed: the text between the start of its completions and the cursor. */
    private record Cell(String line, int cursor, Completions completions) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(Math.min(completions.start(), cursor), cursor);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        /** The editor counts code points. */
        @Override
        public int rawWordCursor() {
            return word().codePointCount(0, word().length());
        }

        @Override
        public int rawWordLength() {
            return rawWordCursor();
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            requireComplete(line);
        }
        // The editor counts code points.
        int at = line.offsetByCodePoints(0, cursor);
        return new Cell(line, at, context == ParseContext.COMPLETE ? completions(line, at) : NONE);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        int order = 0;
        for (String match : ((Cell) line).completions().matches()) {
            candidates.add(new Candidate(match, match, null, null, null, null, false, order++));
        }
    }

    /** What could stand at the cursor. */
    Completions completions(String line, int cursor) {
        if (!Commands.isCommand(line)) {
            return interpreter.get().complete(line, cursor);
        }
        String typed = line.substring(0, cursor);
        List<String> names =
                commands.get().stream().filter(name -> name.startsWith(typed)).toList();
        return new Completions(names, names.isEmpty() ? cursor : 0, cursor);
    }

    /** Makes the editor begin a new line, so far from the margin. */
    private void requireComplete(String line) {
        if (line.isBlank() || Commands.isCommand(line)) {
            return;
        }
        Completeness completeness = interpreter.get().completeness(line);
        if (completeness.state().equals("incomplete")) {
            int levels = completeness.indent().length() / INDENT;
            throw new EOFError(-1, -1, "the cell goes on", "", levels, null);
        }
    }
}

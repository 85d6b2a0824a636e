package org.prompt2model.kernel.shell;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.terminal.Terminal;
import org.prompt2model.kernel.jshell.Interpreter;

/** The line editor as cells want it: of several lines, with the indent and the completions of Java. */
final class CellEditor {
    private static final String CLOSING = "java-closing-brace";

    private CellEditor() {}

    /** @param commands the names of the shell's commands, which are completed too */
    static LineReader open(Terminal terminal, Supplier<Interpreter> interpreter, Supplier<List<String>> commands) {
        JavaParser parser = new JavaParser(interpreter, commands);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .completer(parser)
                .variable(LineReader.INDENTATION, JavaParser.INDENT)
                // An exclamation mark is Java's, no word of the history.
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        TabKey.bind(reader, parser, (source, cursor) -> interpreter.get().describe(source, cursor));
        reader.getWidgets().put(CLOSING, () -> closeBlock(reader.getBuffer()));
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(CLOSING), "}");
        return reader;
    }

    /** A brace that closes a block stands one level before what is in the block. */
    private static boolean closeBlock(Buffer buffer) {
        String before = buffer.upToCursor();
        String line = before.substring(before.lastIndexOf('\n') + 1);
        if (line.isBlank() && before.length() > line.length()) {
            buffer.backspace(Math.min(JavaParser.INDENT, line.length()));
        }
        buffer.write('}');
        return true;
    }
}

package org.prompt2model.kernel.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.prompt2model.kernel.display.TextWidth;
import org.prompt2model.kernel.jshell.Completions;

/**
 * The Tab key: completes the word at the cursor. Behind the parenthesis of a call, and where nothing is left to complete,
 * it shows signatures and documentation, a screen at each press.
 */
final class TabKey implements Widget {
    private static final String NAME = "java-complete";
    private static final int KEPT_ROWS = 6;

    private final LineReader reader;
    private final JavaParser parser;
    private final Documentation documentation;
    private final Deque<String> pages = new ArrayDeque<>();
    private String described = "";

    /** Finds what is known of the name at the cursor. */
    interface Documentation {
        /** Plain text, signatures first; empty where the name is unknown. */
        java.util.Optional<String> of(String source, int cursor);
    }

    private TabKey(LineReader reader, JavaParser parser, Documentation documentation) {
        this.reader = reader;
        this.parser = parser;
        this.documentation = documentation;
    }

    /** Gives the reader this key. */
    static void bind(LineReader reader, JavaParser parser, Documentation documentation) {
        reader.getWidgets().put(NAME, new TabKey(reader, parser, documentation));
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(NAME), KeyMap.ctrl('I'));
    }

    @Override
    public boolean apply() {
        String here = here();
        if (!here.equals(described)) {
            pages.clear();
            if (here.stripTrailing().endsWith("(") && describe()) {
                return true;
            }
        } else if (!pages.isEmpty()) {
            reader.printAbove(pages.remove());
            return true;
        }
        reader.callWidget("." + LineReader.EXPAND_OR_COMPLETE);
        return !here.equals(here()) || !settled() || here.equals(described) || describe();
    }

    /** Everything up to the cursor. */
    private String here() {
        return reader.getBuffer().upToCursor();
    }

    /** Whether nothing could be added to the word at the cursor. */
    private boolean settled() {
        String here = here();
        Completions left = parser.completions(reader.getBuffer().toString(), here.length());
        return left.matches().isEmpty() || left.matches().equals(List.of(here.substring(left.start())));
    }

    private boolean describe() {
        String here = here();
        String text =
                documentation.of(reader.getBuffer().toString(), here.length()).orElse("");
        if (text.isEmpty()) {
            return false;
        }
        described = here;
        int columns = reader.getTerminal().getColumns();
        int rows = Math.max(KEPT_ROWS, reader.getTerminal().getRows() - KEPT_ROWS);
        List<String> lines = new ArrayList<>(TextWidth.wrap(text, columns > 0 ? columns : Integer.MAX_VALUE)
                .lines()
                .toList());
        while (!lines.isEmpty()) {
            List<String> page = lines.subList(0, Math.min(rows, lines.size()));
            boolean last = page.size() == lines.size();
            pages.add(String.join("\n", page) + (last ? "" : "\n… Tab shows more"));
            page.clear();
        }
        reader.printAbove(pages.remove());
        return true;
    }
}

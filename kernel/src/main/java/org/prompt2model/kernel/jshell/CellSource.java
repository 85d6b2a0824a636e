package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts source into snippets, each with its place. */
final class CellSource {
    /** One line without braces, texts, comments or semicolons. */
    private static final Pattern EXPRESSION = Pattern.compile("[\\w(][\\w .,()+*%<>=!&|?:\\[\\]-]*[\\w)\\]]");
    /** Imports on one line, which JShell takes as one. */
    private static final Pattern IMPORTS = Pattern.compile("(?:import +(?:static +)?\\w+(?:\\.\\w+)*\\.\\*;\\s*)+");

    /**
     * One snippet.
     *
     * @param source its text
     * @param offset of its first {@code char} in the source
     * @param line on which it begins in the source, from 0
     * @param insertions where JShell is given more than the source, as {@link RecordConstructors} says
     */
    record Piece(String source, int offset, int line, List<Integer> insertions) {
        /** Its text as JShell wants it. */
        String forJShell() {
            StringBuilder text = new StringBuilder(source);
            for (int i = insertions.size() - 1; i >= 0; i--) {
                text.insert(insertions.get(i), RecordConstructors.INSERTED);
            }
            return (EXPRESSION.matcher(source).matches() ? text.append(';') : text).toString();
        }

        /** The offset in the source of an offset in what JShell was given. */
        int offsetOf(int inJShell) {
            int at = inJShell;
            for (int insertion : insertions) {
                if (at > insertion) {
                    at = Math.max(insertion, at - RecordConstructors.INSERTED.length());
                }
            }
            return at;
        }
    }

    private CellSource() {}

    /** @param analyses asked only where the source may be more than one snippet: parsing it costs milliseconds */
    static List<Piece> pieces(String source, Supplier<SourceCodeAnalysis> analyses) {
        if (EXPRESSION.matcher(source).matches()) {
            return List.of(new Piece(source, 0, 0, List.of()));
        }
        if (IMPORTS.matcher(source).matches()) {
            return List.of(new Piece(source, 0, 0, List.of()));
        }
        SourceCodeAnalysis analysis = analyses.get();
        List<Piece> pieces = new ArrayList<>();
        int offset = 0;
        while (offset < source.length()) {
            offset = skipBlank(source, offset);
            String rest = source.substring(offset);
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            boolean last = info.remaining().isEmpty() || !info.completeness().isComplete();
            // What is no snippet goes to the compiler as it stands: its words are the error.
            String text = info.completeness().isComplete() ? info.source() : rest;
            pieces.add(new Piece(text, offset, lines(source, offset), RecordConstructors.missing(text)));
            if (last) {
                break;
            }
            offset = source.length() - info.remaining().length();
        }
        return pieces;
    }

    /** The offset at which the snippet that holds the cursor begins. */
    static int startOfPiece(String source, int cursor, SourceCodeAnalysis analysis) {
        int offset = 0;
        while (offset < cursor) {
            CompletionInfo info = analysis.analyzeCompletion(source.substring(offset, cursor));
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                break;
            }
            offset = cursor - info.remaining().length();
        }
        return offset;
    }

    static int lines(String source, int offset) {
        return (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private static int skipBlank(String source, int offset) {
        int next = offset;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return next;
    }
}

package org.prompt2model.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What an editor asks about source before it runs. */
final class SourceQuestions {
    /** What may be a package: names between dots, the last of which is not complete, and nothing before them. */
    private static final Pattern PACKAGE = Pattern.compile("(?<![\\w.)\\]])(?:(\\w+(?:\\.\\w+)*)\\.)?(\\w*)$");

    /** JShell lists the whole class path in the background as soon as it is asked for this, so not before it is needed. */
    private final Supplier<SourceCodeAnalysis> analyses;

    private final Optional<ClassIndex> index;

    /** @param index of classes that JShell does not list itself */
    SourceQuestions(Supplier<SourceCodeAnalysis> analyses, Optional<ClassIndex> index) {
        this.analyses = analyses;
        this.index = index;
    }

    Completeness completeness(String source) {
        String rest = source;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = analyses.get().analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return Completeness.complete();
                }
                case UNKNOWN -> {
                    return Completeness.invalid();
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Completeness.incomplete(source);
                }
                default -> rest = info.remaining();
            }
        }
        return Completeness.complete();
    }

    Completions complete(String source, int cursor) {
        int start = CellSource.startOfPiece(source, cursor, analyses.get());
        int[] anchor = {cursor - start};
        List<Suggestion> suggestions =
                analyses.get().completionSuggestions(source.substring(start, cursor), cursor - start, anchor);
        Stream<String> fitting =
                suggestions.stream().filter(Suggestion::matchesType).map(Suggestion::continuation);
        Stream<String> others = Stream.concat(
                suggestions.stream().filter(each -> !each.matchesType()).map(Suggestion::continuation),
                subpackages(source.substring(start, cursor)));
        List<String> matches =
                Stream.concat(fitting.sorted(), others.sorted()).distinct().toList();
        int from = suggestions.isEmpty() ? startOfName(source, cursor) : start + anchor[0];
        return new Completions(matches, matches.isEmpty() ? cursor : from, cursor);
    }

    /** How the name of a package goes on that ends the text. */
    private Stream<String> subpackages(String text) {
        Matcher name = PACKAGE.matcher(text);
        return index.isEmpty() || !name.find()
                ? Stream.of()
                : index.get().subpackages(name.group(1) == null ? "" : name.group(1)).stream()
                        .filter(each -> each.startsWith(name.group(2)))
                        .map(each -> each + ".");
    }

    Optional<String> describe(String source, int cursor) {
        int end = endOfName(source, cursor);
        int start = CellSource.startOfPiece(source, end, analyses.get());
        String piece = source.substring(start, end);
        if (piece.isBlank()) {
            return Optional.empty();
        }
        // A method's documentation is found from inside its parentheses, anything else's at the end of its name.
        String text = words(piece + "(");
        return Optional.of(text.isEmpty() ? words(piece) : text).filter(found -> !found.isEmpty());
    }

    private String words(String source) {
        List<String> blocks = new ArrayList<>();
        for (Documentation documentation : analyses.get().documentation(source, source.length(), true)) {
            String javadoc = documentation.javadoc();
            blocks.add(documentation.signature() + (javadoc == null ? "" : "\n" + Javadoc.plain(javadoc)));
        }
        return String.join("\n\n", blocks);
    }

    private static int startOfName(String source, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(source.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfName(String source, int cursor) {
        int end = Math.min(cursor, source.length());
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        while (end > 0 && !Character.isJavaIdentifierPart(source.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}

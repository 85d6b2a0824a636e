package org.prompt2model.teacher.rehearsal;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Words as the alternatives of a regular expression. */
final class Alternatives {
    private Alternatives() {}

    /** Longest first, so that {@code twenty-one} is found before {@code twenty}. */
    static String of(Collection<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(word -> word))
                .collect(Collectors.joining("|"));
    }
}

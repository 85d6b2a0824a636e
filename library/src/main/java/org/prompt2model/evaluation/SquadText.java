package org.prompt2model.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The normalization of the SQuAD v1.1 evaluation script (Rajpurkar and others 2016, arXiv 1606.05250, section 6.1). */
final class SquadText {
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern ARTICLES = Pattern.compile("(?U)\\b(a|an|the)\\b");

    private SquadText() {}

    /** The words that remain: lower case, without ASCII punctuation and English articles. */
    static List<String> words(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Words.split(ARTICLES.matcher(bare).replaceAll(" "));
    }
}

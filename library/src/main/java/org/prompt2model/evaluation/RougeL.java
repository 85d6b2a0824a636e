package org.prompt2model.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * ROUGE-L (Lin 2004): F1 of the longest common subsequence of words, 0 to 1, averaged over the segments.
 *
 * <p>The usual tokenizer lower-cases and keeps runs of {@code a-z0-9}, which leaves nothing of most languages; the
 * Unicode one keeps runs of letters, marks and digits of every script.
 */
public final class RougeL extends MeanMetric {
    private static final Pattern OTHER_THAN_ASCII = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OTHER_THAN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

    private final boolean unicode;

    private RougeL(boolean unicode) {
        this.unicode = unicode;
    }

    /** With the tokenizer of the reference implementation. */
    public static RougeL ascii() {
        return new RougeL(false);
    }

    /** With a tokenizer for every script. */
    public static RougeL unicode() {
        return new RougeL(true);
    }

    /**
     * Precision, recall and F1 of one answer.
     *
     * @param precision share of the answer's words in the common subsequence, 0 to 1
     * @param recall share of the reference's words in it, 0 to 1
     * @param f their harmonic mean, 0 where nothing is common
     */
    public record Score(double precision, double recall, double f) {}

    @Override
    public String name() {
        return unicode ? "rouge_l_unicode" : "rouge_l";
    }

    @Override
    public String settings() {
        return name() + "|case:lc|stem:no|tok:" + (unicode ? "letters" : "a-z0-9");
    }

    /** The score of one answer against one reference. */
    public Score score(String hypothesis, String reference) {
        List<String> answered = tokens(hypothesis);
        List<String> expected = tokens(reference);
        int common = longestCommonSubsequence(answered, expected);
        if (common == 0) {
            return new Score(0, 0, 0);
        }
        double precision = (double) common / answered.size();
        double recall = (double) common / expected.size();
        return new Score(precision, recall, 2 * precision * recall / (precision + recall));
    }

    @Override
    double of(String hypothesis, String reference) {
        return score(hypothesis, reference).f();
    }

    private List<String> tokens(String text) {
        Pattern other = unicode ? OTHER_THAN_WORDS : OTHER_THAN_ASCII;
        return Words.split(other.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
    }

    private static int longestCommonSubsequence(List<String> one, List<String> other) {
        int[] lengths = new int[other.size() + 1];
        for (String word : one) {
            int diagonal = 0;
            for (int j = 1; j < lengths.length; j++) {
                int above = lengths[j];
                lengths[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
                diagonal = above;
            }
        }
        return lengths[other.size()];
    }
}

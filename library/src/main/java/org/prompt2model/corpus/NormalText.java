package org.prompt2model.corpus;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text without what seldom changes its meaning: case, spacing, width of letters, sentence punctuation. */
final class NormalText {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final String APOSTROPHES = "'\u2019\u2018";
    private static final String MEANINGFUL = "%&*@#/\\";

    private static final Set<String> NUMBER_WORDS = words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                    + " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
                    + " thousand million half quarter first second third fourth fifth sixth seventh eighth ninth"
                    + " tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
                    + " nineteenth twentieth thirtieth");

    private NormalText() {}

    static String of(String text) {
        int[] folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .toArray();
        StringBuilder normal = new StringBuilder();
        for (int i = 0; i < folded.length; i++) {
            int before = i == 0 ? ' ' : folded[i - 1];
            int after = i + 1 == folded.length ? ' ' : folded[i + 1];
            if (!isPunctuation(folded[i]) || belongsToNumber(before, folded[i], after)) {
                normal.appendCodePoint(folded[i]);
            } else if (APOSTROPHES.indexOf(folded[i]) < 0) {
                normal.append(' ');
            }
        }
        return SPACE.matcher(normal).replaceAll(" ").strip();
    }

    /** The words of a normal text that tell a number, in digits or in English, in their order. */
    static List<String> numbers(String normal) {
        List<String> numbers = new ArrayList<>();
        for (String word : SPACE.splitAsStream(normal).toList()) {
            if (NUMBER_WORDS.contains(word) || word.codePoints().anyMatch(Character::isDigit)) {
                numbers.add(word);
            }
        }
        return numbers;
    }

    private static Set<String> words(String text) {
        return SPACE.splitAsStream(text).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isPunctuation(int c) {
        return switch (Character.getType(c)) {
            case Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.DASH_PUNCTUATION -> true;
            case Character.OTHER_PUNCTUATION -> MEANINGFUL.indexOf(c) < 0;
            default -> false;
        };
    }

    // '3.5', '8:46' and '-5' are not '35', '846' and '5'.
    private static boolean belongsToNumber(int before, int c, int after) {
        boolean inside = Character.isDigit(before) && Character.isDigit(after);
        boolean sign = Character.getType(c) == Character.DASH_PUNCTUATION
                && !Character.isLetterOrDigit(before)
                && Character.isDigit(after);
        return inside || sign;
    }
}

package org.prompt2model.kernel.display;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many places of a terminal a text takes: ideographs, syllables of East Asia and pictures take two, marks none. */
public final class TextWidth {
    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.YI);
    private static final int FIRST_PICTURE = 0x1F300;
    private static final int LAST_PICTURE = 0x1FAFF;

    private TextWidth() {}

    /** The places that the text takes. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text, its end replaced by an ellipsis where it takes more places than there are. */
    public static String cut(String text, int places) {
        if (of(text) <= places) {
            return text;
        }
        StringBuilder head = new StringBuilder();
        int taken = 0;
        for (int c : text.codePoints().toArray()) {
            taken += of(c);
            if (taken > places - 1) {
                break;
            }
            head.appendCodePoint(c);
        }
        return head.append('…').toString();
    }

    /** The text with its lines broken between words; a word that is longer than a line stays whole. */
    public static String wrap(String text, int places) {
        StringBuilder wrapped = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            int taken = 0;
            for (String word : line.split(" ", -1)) {
                boolean first = taken == 0;
                boolean fits = first || taken + 1 + of(word) <= places;
                wrapped.append(first ? "" : fits ? " " : "\n").append(word);
                taken = fits && !first ? taken + 1 + of(word) : of(word);
            }
            wrapped.append('\n');
        }
        wrapped.setLength(wrapped.length() - 1);
        return wrapped.toString();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean picture = c >= FIRST_PICTURE && c <= LAST_PICTURE;
        boolean fullWidth = (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x3000 && c <= 0x303F);
        return picture || fullWidth || WIDE.contains(UnicodeScript.of(c)) ? 2 : 1;
    }
}

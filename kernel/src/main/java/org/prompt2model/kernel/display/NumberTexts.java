package org.prompt2model.kernel.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The numbers of a column, written so that their digits stand below each other. */
final class NumberTexts {
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_DECIMALS = 8;
    private static final double HUGE = 1e15;
    private static final double TINY = 1e-6;

    private NumberTexts() {}

    /** One text a number, with as many decimals as the one that needs most; an empty text for null. */
    static List<String> of(List<?> numbers) {
        int decimals = 0;
        for (Object number : numbers) {
            decimals = Math.max(decimals, decimals(number));
        }
        List<String> texts = new ArrayList<>();
        for (Object number : numbers) {
            texts.add(number == null ? "" : text(number, decimals));
        }
        return texts;
    }

    private static int decimals(Object number) {
        if (!isPlain(number)) {
            return 0;
        }
        BigDecimal rounded = decimal(number).round(DIGITS).stripTrailingZeros();
        return Math.min(MOST_DECIMALS, Math.max(1, rounded.scale()));
    }

    private static String text(Object number, int decimals) {
        return isPlain(number) ? String.format(Locale.ROOT, "%." + decimals + "f", decimal(number)) : number.toString();
    }

    /** Whether it has a fraction, or may have one, and is neither huge nor tiny nor not a number. */
    private static boolean isPlain(Object number) {
        boolean fractions = number instanceof Double || number instanceof Float || number instanceof BigDecimal;
        double size = fractions ? Math.abs(((Number) number).doubleValue()) : 0;
        return fractions && (size == 0 || size >= TINY) && size < HUGE;
    }

    /** A float is what its shortest text says, not the binary fraction next to it. */
    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}

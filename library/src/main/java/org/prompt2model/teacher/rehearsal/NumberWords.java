package org.prompt2model.teacher.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers from 0 to 99 and years, as English says them. */
final class NumberWords {
    private static final String[] UNITS = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] ORDINALS = {
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth"
    };

    private NumberWords() {}

    /** 0 to 99: {@code twenty-one}. */
    static String cardinal(int number) {
        if (number < 20) {
            return UNITS[number];
        }
        return TENS[number / 10] + (number % 10 == 0 ? "" : "-" + UNITS[number % 10]);
    }

    /** 1 to 39: {@code twenty-first}. */
    static String ordinal(int number) {
        if (number < 20) {
            return ORDINALS[number];
        }
        String tens = TENS[number / 10];
        return number % 10 == 0 ? tens.replaceAll("y$", "ieth") : tens + "-" + ORDINALS[number % 10];
    }

    /** {@code 1st}, {@code 22nd}, {@code 13th}. */
    static String digitOrdinal(int number) {
        if (number / 10 % 10 == 1) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** 1000 to 2099: {@code nineteen ninety-nine}, {@code nineteen oh five}, {@code two thousand and one}. */
    static String year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (century == 20 && rest < 10) {
            return "two thousand" + (rest == 0 ? "" : " and " + cardinal(rest));
        }
        if (rest == 0) {
            return cardinal(century) + " hundred";
        }
        return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest);
    }

    /** The words of 1 to the greatest number, each with its number; hyphens as in {@link #cardinal}. */
    static Map<String, Integer> cardinals(int greatest) {
        Map<String, Integer> words = new LinkedHashMap<>();
        for (int number = 1; number <= greatest; number++) {
            words.put(cardinal(number), number);
        }
        return words;
    }

    /** The words of the first to the greatest, each with its number. */
    static Map<String, Integer> ordinals(int greatest) {
        Map<String, Integer> words = new LinkedHashMap<>();
        for (int number = 1; number <= greatest; number++) {
            words.put(ordinal(number), number);
        }
        return words;
    }
}

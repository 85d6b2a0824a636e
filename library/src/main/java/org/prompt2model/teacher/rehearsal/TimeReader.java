package org.prompt2model.teacher.rehearsal;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time of day in a lower-case text ({@code am} and {@code oclock} without dots and apostrophe). */
final class TimeReader {
    private static final int DAY = 24 * 60;
    private static final int HALF_DAY = 12 * 60;
    private static final int FIRST_MORNING_HOUR = 5;

    private final Map<String, Integer> numbers = numbers();
    private final String hour = "(?<h>" + Alternatives.of(numbers.keySet()) + "|\\d{1,2}|noon|midday|midnight)";
    private final String half =
            "(?:[ ,]*(?<half>am|pm|in the (?:early |late )?(?:morning|afternoon|evening)|at night|at noon|noon|midnight))?";

    private final Pattern pastOrTo =
            Pattern.compile("\\b(?<n>a quarter|quarter|half|" + Alternatives.of(numbers.keySet())
                    + "|\\d{1,2})(?: minutes?)? (?<way>past|after|to|before|till|of) " + hour + "(?: oclock)?" + half);
    private final Pattern digits =
            Pattern.compile("(?<!\\d)t?(?<h>\\d{1,2}) ?[:.h] ?(?<n>\\d{2})(?!\\d)h?(?: hours| hrs)?" + half);
    private final Pattern compact =
            Pattern.compile("(?<!\\d)t?(?<h>\\d{2})(?<n>\\d{2})(?: ?h\\b| ?hours| ?hrs)?(?!\\d)" + half);
    private final Pattern spoken =
            Pattern.compile("\\b" + hour + " (?:oh |o' ?)?(?<n>" + Alternatives.of(numbers.keySet()) + ")\\b" + half);
    private final Pattern full = Pattern.compile("\\b" + hour + "(?: oclock)?" + half + "(?!\\d)");

    /** The time; empty where no rule knows it. */
    Optional<LocalTime> read(String text) {
        Matcher relative = pastOrTo.matcher(text);
        if (relative.find()) {
            return Optional.of(relative(relative));
        }
        for (Pattern pattern : List.of(digits, compact, spoken)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                int hours = hour(matcher.group("h"));
                int minutes = number(matcher.group("n"));
                boolean valid = hours <= 24 && minutes < 60;
                return valid ? Optional.of(time(60 * hours + minutes, half(matcher))) : Optional.empty();
            }
        }
        Matcher matcher = full.matcher(text);
        return matcher.find() ? Optional.of(time(60 * hour(matcher.group("h")), half(matcher))) : Optional.empty();
    }

    private LocalTime relative(Matcher matcher) {
        boolean before = matcher.group("way").matches("to|before|till|of");
        int minutes = minutes(matcher.group("n"));
        int said = 60 * hour(matcher.group("h")) + (before ? -minutes : minutes);
        boolean quarterToOne = half(matcher).isEmpty() && before && said > 0 && said < 60;
        return time(quarterToOne ? said + HALF_DAY : said, half(matcher));
    }

    private static String half(Matcher matcher) {
        String half = matcher.group("half");
        return half == null ? "" : half.substring(half.lastIndexOf(' ') + 1);
    }

    /** The minute of the day as it is said, moved into the half of the day that is named. */
    private static LocalTime time(int said, String half) {
        int minute = Math.floorMod(said, DAY);
        int inHalf = minute % HALF_DAY;
        int moved =
                switch (half) {
                    case "am", "morning", "midnight" -> inHalf;
                    case "pm", "afternoon", "evening", "noon" -> inHalf + HALF_DAY;
                    case "night" -> inHalf < FIRST_MORNING_HOUR * 60 ? inHalf : inHalf + HALF_DAY;
                    default -> minute;
                };
        return LocalTime.of(moved / 60, moved % 60);
    }

    private int hour(String word) {
        return switch (word) {
            case "noon", "midday" -> 12;
            case "midnight" -> 0;
            default -> number(word);
        };
    }

    private int minutes(String word) {
        return switch (word) {
            case "half" -> 30;
            case "quarter", "a quarter" -> 15;
            default -> number(word);
        };
    }

    private int number(String word) {
        Integer spoken = numbers.get(word);
        return spoken != null ? spoken : Integer.parseInt(word);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        NumberWords.cardinals(59).forEach((word, number) -> {
            numbers.put(word, number);
            numbers.put(word.replace('-', ' '), number);
        });
        return numbers;
    }
}

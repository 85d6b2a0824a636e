package org.prompt2model.teacher.rehearsal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a date in a lower-case text. */
final class DateReader {
    /** A date, and the text without it. */
    record Found(LocalDate date, String rest) {}

    private static final String YEAR_WORDS =
            "and|hundred|oh|" + Alternatives.of(NumberWords.cardinals(19).keySet())
                    + "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private static final int LAST_YEAR_OF_2000S = 49;

    private final Map<String, Integer> months = months();
    private final Map<String, Integer> days = days();
    private final Map<String, Integer> years = years();
    private final List<Pattern> patterns = patterns();

    Optional<Found> find(String text) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                Optional<LocalDate> date = date(matcher);
                if (date.isPresent()) {
                    String rest = text.substring(0, matcher.start()) + " | " + text.substring(matcher.end());
                    return Optional.of(new Found(date.get(), rest));
                }
            }
        }
        return Optional.empty();
    }

    private List<Pattern> patterns() {
        String month = "(?<m>" + Alternatives.of(months.keySet()) + ")\\.?";
        String day =
                "(?<![:.h\\d])(?:the )?(?<d>" + Alternatives.of(days.keySet()) + "|\\d{1,2}(?:st|nd|rd|th)?)\\b\\.?";
        String longYear =
                "(?<y>\\d{4}|(?:seventeen|eighteen|nineteen|twenty|two thousand)(?:[ -](?:" + YEAR_WORDS + "))*)\\b";
        String shortYear = "(?<y>'?\\d{2})(?![\\d:]|\\.\\d| ?[ap]m| oclock)\\b";
        String between = "[ ,-]{0,3}(?:of )?";
        return List.of(
                Pattern.compile("(?<!\\d)(?<y>\\d{4})([-/])(?<m>\\d{1,2})\\2(?<d>\\d{1,2})(?!\\d)"),
                Pattern.compile("(?<!\\d)(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>\\d{4}|'?\\d{2})(?!\\d)"),
                Pattern.compile("(?<!\\d)(?<d>\\d{1,2})\\. ?(?<m>\\d{1,2})\\. ?(?<y>\\d{4}|'?\\d{2})(?!\\d)"),
                Pattern.compile("(?<!\\d)(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})(?!\\d)"),
                Pattern.compile("\\b(?<y>\\d{4})" + between + month + between + day),
                Pattern.compile("\\b" + day + between + month + between + longYear),
                Pattern.compile("\\b" + month + between + day + between + longYear),
                Pattern.compile("\\b" + day + between + month + between + shortYear),
                Pattern.compile("\\b" + month + between + day + between + shortYear));
    }

    private Optional<LocalDate> date(Matcher matcher) {
        try {
            return Optional.of(
                    LocalDate.of(year(matcher.group("y")), month(matcher.group("m")), day(matcher.group("d"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private int year(String text) {
        Integer spoken = years.get(text);
        if (spoken != null) {
            return spoken;
        }
        if (!Character.isDigit(text.charAt(text.length() - 1))) {
            throw new DateTimeException("no year: " + text);
        }
        int year = Integer.parseInt(text.replace("'", ""));
        if (year > 99 || text.length() == 4) {
            return year;
        }
        return year + (year <= LAST_YEAR_OF_2000S ? 2000 : 1900);
    }

    private int month(String text) {
        Integer named = months.get(text);
        return named != null ? named : Integer.parseInt(text);
    }

    private int day(String text) {
        Integer spoken = days.get(text);
        return spoken != null ? spoken : Integer.parseInt(text.replaceAll("\\D", ""));
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (Month month : Month.values()) {
            String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
            months.put(name, month.getValue());
            months.put(name.substring(0, 3), month.getValue());
        }
        months.put("sept", Month.SEPTEMBER.getValue());
        return months;
    }

    private static Map<String, Integer> days() {
        Map<String, Integer> days = new HashMap<>();
        NumberWords.ordinals(31).forEach((word, day) -> {
            days.put(word, day);
            days.put(word.replace('-', ' '), day);
        });
        return days;
    }

    private static Map<String, Integer> years() {
        Map<String, Integer> years = new HashMap<>();
        for (int year = 1700; year < 2100; year++) {
            String words = NumberWords.year(year);
            years.put(words, year);
            years.put(words.replace('-', ' '), year);
            years.put(words.replace(" and ", " "), year);
            if (year > 2000) {
                years.put("two thousand and " + NumberWords.cardinal(year - 2000), year);
                years.put("two thousand " + NumberWords.cardinal(year - 2000), year);
            }
        }
        return years;
    }
}

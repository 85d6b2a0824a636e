package org.prompt2model.teacher.rehearsal;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Writes a date as people do. What is written most often is drawn most often: month names with four-digit years, then
 * slashes and dots; the rest is a tail.
 */
final class DateWriter {
    private static final int FIRST_SHORT_YEAR = 1950;
    private static final int LAST_SHORT_YEAR = 2049;

    private final RandomGenerator random;

    DateWriter(RandomGenerator random) {
        this.random = random;
    }

    /** A day from 1700 to 2049, most of them recent. */
    LocalDate date() {
        int year =
                switch (Pick.weighted(random, 55, 31, 9, 5)) {
                    case 0 -> 1980 + random.nextInt(51);
                    case 1 -> 1950 + random.nextInt(100);
                    case 2 -> 1900 + random.nextInt(50);
                    default -> 1700 + random.nextInt(200);
                };
        LocalDate first = LocalDate.of(year, 1, 1);
        return first.plusDays(random.nextInt(first.lengthOfYear()));
    }

    String write(LocalDate date) {
        String text =
                switch (Pick.weighted(random, 25, 22, 10, 7, 20, 11, 5, 5)) {
                    case 0 -> monthFirst(date);
                    case 1 -> dayFirst(date);
                    case 2 -> dayOf(date);
                    case 3 -> ordinalWords(date);
                    case 4 -> slashes(date);
                    case 5 -> dots(date);
                    case 6 -> hyphens(date);
                    default -> rare(date);
                };
        return Pick.chance(random, 0.17) ? withWeekday(text, date) : text;
    }

    private String monthFirst(LocalDate date) {
        String day =
                switch (Pick.weighted(random, 60, 36, 4)) {
                    case 0 -> Integer.toString(date.getDayOfMonth());
                    case 1 -> NumberWords.digitOrdinal(date.getDayOfMonth());
                    default -> "%02d".formatted(date.getDayOfMonth());
                };
        return month(date) + " " + day + (Pick.chance(random, 0.82) ? ", " : " ") + year(date);
    }

    private String dayFirst(LocalDate date) {
        String day =
                switch (Pick.weighted(random, 67, 25, 8)) {
                    case 0 -> Integer.toString(date.getDayOfMonth());
                    case 1 -> NumberWords.digitOrdinal(date.getDayOfMonth());
                    default -> "%02d".formatted(date.getDayOfMonth());
                };
        return day + " " + month(date) + (Pick.chance(random, 0.12) ? ", " : " ") + year(date);
    }

    private String dayOf(LocalDate date) {
        return Pick.of(random, "the ", "the ", "")
                + NumberWords.digitOrdinal(date.getDayOfMonth())
                + (Pick.chance(random, 0.94) ? " of " : " ")
                + month(date)
                + Pick.of(random, " ", " ", " ", ", ", ", ", " of ")
                + year(date);
    }

    private String ordinalWords(LocalDate date) {
        String ordinal = NumberWords.ordinal(date.getDayOfMonth());
        if (Pick.chance(random, 0.15)) {
            ordinal = ordinal.replace('-', ' ');
        }
        String month = longMonth(date);
        String year = Pick.chance(random, 0.06) ? NumberWords.year(date.getYear()) : Integer.toString(date.getYear());
        String comma = Pick.of(random, " ", ", ");
        return switch (Pick.weighted(random, 50, 15, 25, 10)) {
            case 0 -> "the " + ordinal + " of " + month + comma + year;
            case 1 -> ordinal + " of " + month + comma + year;
            case 2 -> month + " " + ordinal + ", " + year;
            default -> month + " the " + ordinal + comma + year;
        };
    }

    private String slashes(LocalDate date) {
        int month = date.getMonthValue();
        int day = date.getDayOfMonth();
        boolean padded = Pick.chance(random, 0.45);
        if (Pick.chance(random, 0.18)) {
            return (padded ? "%d/%02d/%02d" : "%d/%d/%d").formatted(date.getYear(), month, day);
        }
        String start = (padded ? "%02d/%02d/" : "%d/%d/").formatted(month, day);
        return start + (shortYear(date, 0.32) ? twoDigits(date) : date.getYear());
    }

    private String dots(LocalDate date) {
        boolean padded = Pick.chance(random, 0.5);
        String space = Pick.chance(random, 0.04) ? " " : "";
        String start = (padded ? "%02d.%s%02d.%s" : "%d.%s%d.%s")
                .formatted(date.getDayOfMonth(), space, date.getMonthValue(), space);
        return start + (shortYear(date, 0.36) ? twoDigits(date) : date.getYear());
    }

    private String hyphens(LocalDate date) {
        if (Pick.chance(random, 0.75)) {
            return date.toString();
        }
        String year = shortYear(date, 0.25) ? twoDigits(date) : Integer.toString(date.getYear());
        return (Pick.chance(random, 0.4) ? "%02d" : "%d").formatted(date.getDayOfMonth())
                + "-"
                + shortMonth(date, "")
                + "-"
                + year;
    }

    private String rare(LocalDate date) {
        int day = date.getDayOfMonth();
        return switch (Pick.weighted(random, 25, 20, 20, 20, 15)) {
            case 0 -> date.toString().replace("-", "");
            case 1 ->
                date.getYear() + " " + month(date) + " " + Pick.of(random, "" + day, NumberWords.digitOrdinal(day));
            case 2 -> day + ". " + month(date) + " " + date.getYear();
            case 3 ->
                longMonth(date) + " the " + NumberWords.digitOrdinal(day) + Pick.of(random, ", ", " ") + date.getYear();
            default -> longMonth(date) + " " + day + ", " + NumberWords.year(date.getYear());
        };
    }

    private String withWeekday(String text, LocalDate date) {
        String full = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        boolean cut = Pick.chance(random, 0.4);
        String weekday = cut ? full.substring(0, 3) : full;
        return switch (Pick.weighted(random, 52, 18, 10, 10, 10)) {
            case 0 -> weekday + ", " + text;
            case 1 -> weekday + " " + text;
            case 2 -> (cut ? weekday + ". " : weekday + " ") + text;
            case 3 -> text + " (" + weekday + ")";
            default -> text + ", " + weekday;
        };
    }

    private String month(LocalDate date) {
        return Pick.chance(random, 0.62) ? longMonth(date) : shortMonth(date, Pick.of(random, "", "", "."));
    }

    private static String longMonth(LocalDate date) {
        return date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private String shortMonth(LocalDate date, String dot) {
        String full = longMonth(date);
        if (full.length() <= 3) {
            return full;
        }
        return full.substring(0, full.equals("September") && Pick.chance(random, 0.5) ? 4 : 3) + dot;
    }

    private String year(LocalDate date) {
        return shortYear(date, 0.05) ? "'" + twoDigits(date) : Integer.toString(date.getYear());
    }

    private boolean shortYear(LocalDate date, double probability) {
        boolean unambiguous = date.getYear() >= FIRST_SHORT_YEAR && date.getYear() <= LAST_SHORT_YEAR;
        return unambiguous && Pick.chance(random, probability);
    }

    private static String twoDigits(LocalDate date) {
        return "%02d".formatted(date.getYear() % 100);
    }
}

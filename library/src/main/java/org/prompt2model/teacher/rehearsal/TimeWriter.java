package org.prompt2model.teacher.rehearsal;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes a time of day as people do: am and pm and the 24-hour clock most often, words less often. */
final class TimeWriter {
    /** A text and the time that it means; the two are chosen together, for not every time fits every way of writing. */
    record Written(String text, LocalTime time) {}

    private static final int MINUTES_OF_DAY = 24 * 60;

    private final RandomGenerator random;

    TimeWriter(RandomGenerator random) {
        this.random = random;
    }

    Written write() {
        return switch (Pick.weighted(random, 33, 20, 17, 9, 8, 6, 4, 3)) {
            case 0 -> meridiem();
            case 1 -> clock();
            case 2 -> halfAndQuarter();
            case 3 -> minutesPastOrTo();
            case 4 -> numberAndPartOfDay();
            case 5 -> oClock();
            case 6 -> named();
            default -> tail();
        };
    }

    /** A time as it is usually written beside a date. */
    Written writeBesideDate() {
        return switch (Pick.weighted(random, 47, 35, 4, 14)) {
            case 0 -> meridiem();
            case 1 -> clock();
            case 2 -> named();
            default -> write();
        };
    }

    private Written meridiem() {
        LocalTime time = digital();
        String hour = Integer.toString(twelve(time.getHour()));
        boolean bare = time.getMinute() == 0 && Pick.chance(random, 0.65);
        String minutes = bare
                ? ""
                : Pick.of(random, ":", ":", ":", ":", ":", ":", ":", ".") + "%02d".formatted(time.getMinute());
        String space = Pick.chance(random, 0.6) ? " " : "";
        return new Written(hour + minutes + space + meridiem(time), time);
    }

    private String meridiem(LocalTime time) {
        String half = time.getHour() < 12 ? "am" : "pm";
        return switch (Pick.weighted(random, 52, 22, 20, 6)) {
            case 0 -> half;
            case 1 -> half.toUpperCase(Locale.ROOT);
            case 2 -> half.charAt(0) + ".m.";
            default -> half.toUpperCase(Locale.ROOT).charAt(0) + ".M.";
        };
    }

    private Written clock() {
        LocalTime time = digital();
        String format = Pick.chance(random, 0.75) ? "%02d:%02d" : "%d:%02d";
        return new Written(format.formatted(time.getHour(), time.getMinute()), time);
    }

    private Written halfAndQuarter() {
        int hour = random.nextInt(24);
        return switch (Pick.weighted(random, 42, 27, 31)) {
            case 0 -> spoken("half past ", hour, LocalTime.of(hour, 30));
            case 1 -> spoken(Pick.of(random, "", "", "", "a ") + "quarter past ", hour, LocalTime.of(hour, 15));
            default -> spoken(Pick.of(random, "", "", "", "a ") + "quarter to ", hour, minutesBefore(hour, 15));
        };
    }

    private Written minutesPastOrTo() {
        int hour = random.nextInt(24);
        int minutes = Pick.of(random, List.of(5, 10, 20, 25));
        String number = Pick.chance(random, 0.7) ? NumberWords.cardinal(minutes) : Integer.toString(minutes);
        String start = number + (Pick.chance(random, 0.2) ? " minutes" : "");
        return Pick.chance(random, 0.55)
                ? spoken(start + " past ", hour, LocalTime.of(hour, minutes))
                : spoken(start + " to ", hour, minutesBefore(hour, minutes));
    }

    /** "Half past four", then what tells the half of the day; without it the hour counts as it is said. */
    private Written spoken(String start, int hour, LocalTime time) {
        if ((hour == 0 || hour == 12) && Pick.chance(random, 0.4)) {
            return new Written(start + (hour == 0 ? "midnight" : "noon"), time);
        }
        String said = start + hour(twelve(hour));
        if (Pick.chance(random, 0.28)) {
            return new Written(said, asSaid(time));
        }
        return new Written(said + (Pick.chance(random, 0.24) ? " " + meridiem(time) : partOfDay(time)), time);
    }

    /** Without a half of the day: from one o'clock on as it is said, and around twelve it is noon. */
    private static LocalTime asSaid(LocalTime time) {
        return LocalTime.of(twelve(time.getHour()), time.getMinute());
    }

    private Written numberAndPartOfDay() {
        LocalTime time = digital();
        int hour = twelve(time.getHour());
        String text = time.getMinute() == 0 ? hour(hour) : "%d:%02d".formatted(hour, time.getMinute());
        return new Written(text + partOfDay(time), time);
    }

    private Written oClock() {
        int hour = random.nextInt(24);
        LocalTime time = LocalTime.of(hour, 0);
        String text = hour(twelve(hour)) + " o'clock";
        if (hour >= 1 && hour <= 12 && Pick.chance(random, 0.3)) {
            return new Written(text, time);
        }
        return new Written(text + partOfDay(time), time);
    }

    private Written named() {
        return Pick.chance(random, 0.5)
                ? new Written(
                        Pick.of(random, "noon", "noon", "noon", "midday", "12 noon", "twelve noon"), LocalTime.NOON)
                : new Written(Pick.of(random, "midnight", "midnight", "midnight", "12 midnight"), LocalTime.MIDNIGHT);
    }

    private Written tail() {
        LocalTime time = digital();
        int minute = time.getMinute();
        return switch (Pick.weighted(random, 30, 20, 50)) {
            case 0 ->
                new Written(
                        "%02d%02d".formatted(time.getHour(), minute) + Pick.of(random, " hours", " hours", " hrs", "h"),
                        time);
            case 1 -> new Written("%dh%02d".formatted(time.getHour(), minute), time);
            default -> {
                LocalTime later = LocalTime.of(time.getHour(), minute < 10 ? 15 : minute);
                String words =
                        NumberWords.cardinal(twelve(time.getHour())) + " " + NumberWords.cardinal(later.getMinute());
                yield new Written(words + (Pick.chance(random, 0.4) ? " " + meridiem(time) : partOfDay(time)), later);
            }
        };
    }

    /** A time as it stands on a clock: more often at the full and the half hour, and by day. */
    private LocalTime digital() {
        int hour = Pick.chance(random, 0.6) ? 7 + random.nextInt(15) : random.nextInt(24);
        int minute =
                switch (Pick.weighted(random, 34, 20, 14, 14, 18)) {
                    case 0 -> 0;
                    case 1 -> 30;
                    case 2 -> Pick.chance(random, 0.5) ? 15 : 45;
                    case 3 -> 5 * random.nextInt(12);
                    default -> random.nextInt(60);
                };
        return LocalTime.of(hour, minute);
    }

    private String partOfDay(LocalTime time) {
        int hour = time.getHour();
        if (hour < 4) {
            return hour == 0 ? " at night" : Pick.of(random, " in the morning", " in the morning", " at night");
        }
        if (hour < 12) {
            return " in the morning";
        }
        if (hour < 17) {
            return " in the afternoon";
        }
        if (hour < 18) {
            return Pick.of(random, " in the afternoon", " in the evening");
        }
        return hour < 21 ? " in the evening" : Pick.of(random, " in the evening", " at night", " at night");
    }

    private String hour(int hour) {
        return Pick.chance(random, 0.72) ? NumberWords.cardinal(hour) : Integer.toString(hour);
    }

    private static LocalTime minutesBefore(int hour, int minutes) {
        return LocalTime.ofSecondOfDay(60L * ((hour * 60 - minutes + MINUTES_OF_DAY) % MINUTES_OF_DAY));
    }

    private static int twelve(int hour) {
        return hour % 12 == 0 ? 12 : hour % 12;
    }
}

package org.prompt2model.teacher.rehearsal;

import java.time.LocalDate;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/** Composes date and time expressions from a date, a time, what joins them and what stands around them. */
final class TemporalWriter {
    static final String RECENT_DATE = "a date of this century";
    static final String EARLIER_DATE = "a date of an earlier century";
    static final String TIME = "a time of day";
    static final String BOTH = "a date with a time of day";

    private static final int CENTURY = 2000;

    private final RandomGenerator random;
    private final DateWriter dates;
    private final TimeWriter times;

    TemporalWriter(RandomGenerator random) {
        this.random = random;
        this.dates = new DateWriter(random);
        this.times = new TimeWriter(random);
    }

    /** An expression of one of the kinds above; of any of them where it is none of these. */
    Example write(String kind) {
        int drawn = Pick.weighted(random, 50, 23, 27);
        int written =
                switch (kind) {
                    case RECENT_DATE, EARLIER_DATE -> 0;
                    case TIME -> 1;
                    case BOTH -> 2;
                    default -> drawn;
                };
        return switch (written) {
            case 0 -> {
                LocalDate date = date(kind);
                String text = dates.write(date);
                yield example(
                        around(text, "on", "by", "due", "dated", "since", "from", "on", "before"), date.toString());
            }
            case 1 -> {
                TimeWriter.Written time = times.write();
                yield example(around(time.text(), "at", "at", "at", "by", "from", "until"), "T" + time.time());
            }
            default -> both();
        };
    }

    private LocalDate date(String kind) {
        LocalDate date = dates.date();
        while ((kind.equals(RECENT_DATE) && date.getYear() < CENTURY)
                || (kind.equals(EARLIER_DATE) && date.getYear() >= CENTURY)) {
            date = dates.date();
        }
        return date;
    }

    private Example both() {
        LocalDate date = dates.date();
        String day = dates.write(date);
        TimeWriter.Written time = times.writeBesideDate();
        String output = date + "T" + time.time();
        boolean digits = day.matches("\\d{4}-\\d\\d-\\d\\d") && time.text().matches("\\d\\d:\\d\\d");
        if (digits && Pick.chance(random, 0.4)) {
            return new Example(day + "T" + time.text(), output);
        }
        if (Pick.chance(random, 0.24)) {
            String joiner = Pick.of(random, " on ", " on ", " on ", ", ", " ");
            return example(around(time.text() + joiner + day, "at", "at", "from"), output);
        }
        String joiner =
                switch (Pick.weighted(random, 38, 29, 22, 5, 3, 3)) {
                    case 0 -> " at ";
                    case 1 -> " ";
                    case 2 -> ", ";
                    case 3 -> ", at ";
                    case 4 -> " - ";
                    default -> " @ ";
                };
        return example(around(day + joiner + time.text(), "on", "on", "due", "by"), output);
    }

    private String around(String text, String... words) {
        return Pick.chance(random, 0.06) ? Pick.of(random, words) + " " + text : text;
    }

    private Example example(String text, String output) {
        String spaced = Pick.chance(random, 0.01) ? text.replaceFirst(" ", "  ") : text;
        String ended = Pick.chance(random, 0.015) ? spaced + "." : spaced;
        String cased =
                switch (Pick.weighted(random, 80, 11, 4, 5)) {
                    case 0 -> ended;
                    case 1 -> ended.toLowerCase(Locale.ROOT);
                    case 2 -> ended.toUpperCase(Locale.ROOT);
                    default -> ended.substring(0, 1).toUpperCase(Locale.ROOT) + ended.substring(1);
                };
        return new Example(cased, output);
    }
}

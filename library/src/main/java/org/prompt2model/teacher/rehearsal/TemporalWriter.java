package org.prompt2model.teacher.rehearsal;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/** Composes date and time expressions from a date, a time, what joins them and what stands around them. */
final class TemporalWriter {
    /** What an expression can tell. */
    static final List<String> KINDS = List.of("a date alone", "a time of day, with a date or without");

    private final RandomGenerator random;
    private final DateWriter dates;
    private final TimeWriter times;

    TemporalWriter(RandomGenerator random) {
        this.random = random;
        this.dates = new DateWriter(random);
        this.times = new TimeWriter(random);
    }

    /** An expression of a kind, where it is among those above; else of any, as often as people write it. */
    Example write(String kind) {
        int written =
                switch (KINDS.indexOf(kind)) {
                    case 0 -> 0;
                    case 1 -> 1 + Pick.weighted(random, 23, 27);
                    default -> Pick.weighted(random, 50, 23, 27);
                };
        return switch (written) {
            case 0 -> {
                LocalDate date = dates.date();
                String text = dates.write(date);
                yield example(
                        around(text, "on", "by", "due", "dated", "since", "from", "on", "before"), date.toString());
            }
            case 1 -> {
                TimeWriter.Written time = times.write();
                yield example(around(time.text(), "at", "at", "at", "by", "from", "until"), "T" + time.time());
            }
            default -> both(dates.date());
        };
    }

    private Example both(LocalDate date) {
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

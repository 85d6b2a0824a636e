package org.prompt2model.teacher.rehearsal;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;

/** Understands date and time expressions by rules: finds the date, takes it out, and reads the rest as a time. */
final class TemporalReader {
    private final DateReader dates = new DateReader();
    private final TimeReader times = new TimeReader();

    /** The expression in ISO 8601; empty where no rule knows it. */
    Optional<String> read(String expression) {
        String text = normal(expression);
        Optional<DateReader.Found> date = dates.find(text);
        String rest = date.map(DateReader.Found::rest).orElse(text);
        Optional<LocalTime> time = times.read(rest);
        if (date.isEmpty()) {
            return time.map(found -> "T" + found);
        }
        return Optional.of(date.get().date() + time.map(found -> "T" + found).orElse(""));
    }

    private static String normal(String expression) {
        return expression
                .strip()
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("\\s+", " ")
                .replaceAll("(?<![a-z])([ap])\\. ?m\\b\\.?", "$1m")
                .replaceAll("o'? ?clock", "oclock");
    }
}

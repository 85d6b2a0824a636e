package org.prompt2model.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a stage has come.
 *
 * @param stage name of the stage function
 * @param done units done so far
 * @param total units in all; 0 where it is not known
 * @param unit what is counted, plural ("requests", "steps")
 * @param elapsed time since the stage began
 * @param figures live figures in the order to show them, such as {@code loss} or {@code cost}
 * @param finished true for the last event of the stage, whether it ended well or not
 */
public record Progress(
        String stage,
        long done,
        long total,
        String unit,
        Duration elapsed,
        Map<String, String> figures,
        boolean finished) {
    private static final String SEPARATOR = " · ";

    public Progress {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(elapsed, "elapsed");
        figures = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(figures));
    }

    /** Share done, 0 to 1; 0 where the total is not known. */
    public double share() {
        return total <= 0 ? 0 : Math.min(1, (double) done / total);
    }

    /** Time left at the pace so far; empty until something is done and where the total is not known. */
    public Optional<Duration> left() {
        if (finished || total <= 0 || done <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 - share()) / share())));
    }

    /** One line of plain text: the stage, and its {@link #summary}. */
    public String line() {
        return stage + ": " + summary();
    }

    /** What is done, the time left or taken, and the figures: {@code 200 of 1,000 steps · 20 s left · loss 0.5}. */
    public String summary() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d", done));
        if (total > 0) {
            text.append(String.format(Locale.ROOT, " of %,d", total));
        }
        text.append(' ').append(unit);
        if (finished) {
            text.append(SEPARATOR)
                    .append(done < total ? "ended after " : "took ")
                    .append(words(elapsed));
        } else {
            left().ifPresent(time -> text.append(SEPARATOR).append(words(time)).append(" left"));
        }
        figures.forEach(
                (name, value) -> text.append(SEPARATOR).append(name).append(' ').append(value));
        return text.toString();
    }

    /** A duration for people: {@code under 1 s}, {@code 47 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    public static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return "under 1 s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format("%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format("%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}

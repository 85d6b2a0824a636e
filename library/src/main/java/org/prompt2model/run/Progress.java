package org.prompt2model.run;

import java.time.Duration;
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

    /** One line of plain text. */
    public String line() {
        StringBuilder line = new StringBuilder(stage).append(": ").append(done);
        if (total > 0) {
            line.append(" of ").append(total);
        }
        line.append(' ').append(unit);
        figures.forEach(
                (name, value) -> line.append(", ").append(name).append(' ').append(value));
        left().ifPresent(time -> line.append(", ").append(words(time)).append(" left"));
        return line.toString();
    }

    /** A duration for people: {@code 47 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    public static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format("%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format("%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}

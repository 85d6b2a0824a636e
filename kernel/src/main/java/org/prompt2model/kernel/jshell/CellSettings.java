package org.prompt2model.kernel.jshell;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * How cells are compiled and run, by the names that IJava gave its environment variables.
 *
 * @param compilerOptions options of {@code javac}
 * @param limit how long a statement may run; empty for as long as it likes
 */
public record CellSettings(List<String> compilerOptions, Optional<Duration> limit) {
    /** Environment variable: options of the compiler, apart by blanks, in quotes where they hold some. */
    public static final String COMPILER_OPTIONS = "IJAVA_COMPILER_OPTS";
    /**
     * Environment variable: how long a statement at the top level of a cell may run, in milliseconds or with the name of
     * a {@link TimeUnit} behind the number; less than 1 for as long as it likes.
     */
    public static final String TIMEOUT = "IJAVA_TIMEOUT";

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern TIME = Pattern.compile("\\s*(-?\\d{1,18})\\s*([A-Za-z]*)\\s*");

    public CellSettings {
        compilerOptions = List.copyOf(compilerOptions);
    }

    /** What the environment asks for; what cannot be understood is told on standard error and left out. */
    public static CellSettings of(Map<String, String> environment) {
        return new CellSettings(
                options(environment.getOrDefault(COMPILER_OPTIONS, "")), limit(environment.getOrDefault(TIMEOUT, "")));
    }

    private static List<String> options(String text) {
        List<String> options = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            options.add(matcher.group().replace("\"", ""));
        }
        if (options.isEmpty()) {
            return options;
        }
        try {
            // With one wrong option JShell would refuse every cell.
            ToolProvider.getSystemJavaCompiler().getTask(null, null, null, options, List.of("Object"), null);
            return options;
        } catch (IllegalArgumentException e) {
            System.err.println(COMPILER_OPTIONS + " is not used, as the compiler does not take it: " + e.getMessage());
            return List.of();
        }
    }

    private static Optional<Duration> limit(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = TIME.matcher(text);
        Optional<ChronoUnit> unit = matcher.matches() ? unit(matcher.group(2)) : Optional.empty();
        if (unit.isEmpty()) {
            System.err.println(
                    TIMEOUT + " is not used: '" + text + "' is no time; write for example 500 or 30 SECONDS");
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return amount < 1 ? Optional.empty() : Optional.of(Duration.of(amount, unit.get()));
    }

    private static Optional<ChronoUnit> unit(String name) {
        if (name.isEmpty()) {
            return Optional.of(ChronoUnit.MILLIS);
        }
        try {
            return Optional.of(TimeUnit.valueOf(name.toUpperCase(Locale.ROOT)).toChronoUnit());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package org.prompt2model.run;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;

/** Environment variables, each of which a system property of the same name overrides (a notebook cannot set its environment). */
public final class Settings {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})([kmg])b?");

    private Settings() {}

    /** The setting's value, if it is set and not blank. */
    public static Optional<String> get(String name) {
        String property = System.getProperty(name);
        String value = property != null ? property : System.getenv(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    /**
     * An amount of memory in bytes, written such as {@code 800m} or {@code 6g}, if it is set and not blank.
     *
     * @throws Prompt2ModelException if it is written otherwise
     */
    public static Optional<Long> bytes(String name) {
        return get(name).map(text -> {
            Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
            if (!amount.matches()) {
                throw new Prompt2ModelException(
                        name + " is '" + text + "'",
                        "it must be a whole number of kilobytes, megabytes or gigabytes",
                        "set it to something like 800m or 6g, or leave it out");
            }
            return Long.parseLong(amount.group(1)) << (10 * (1 + "kmg".indexOf(amount.group(2))));
        });
    }
}

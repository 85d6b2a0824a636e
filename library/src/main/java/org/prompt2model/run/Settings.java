package org.prompt2model.run;

import java.util.Optional;

/** Environment variables, each of which a system property of the same name overrides (a notebook cannot set its environment). */
public final class Settings {
    private Settings() {}

    /** The setting's value, if it is set and not blank. */
    public static Optional<String> get(String name) {
        String property = System.getProperty(name);
        String value = property != null ? property : System.getenv(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }
}

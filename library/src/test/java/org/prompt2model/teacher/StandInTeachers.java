package org.prompt2model.teacher;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Teachers whose provider is the stand-in, made as anybody makes them: from a name and the environment. */
final class StandInTeachers implements AutoCloseable {
    static final String KEY = "sk-secret-0123456789";

    private final Map<String, String> before = new HashMap<>();

    /** Sets a variable until this is closed. */
    StandInTeachers set(String variable, String value) {
        String old = System.setProperty(variable, value);
        before.putIfAbsent(variable, old == null ? "" : old);
        return this;
    }

    /** The provider's address and key lead to the stand-in. */
    StandInTeachers lead(Providers provider, String url) {
        set(provider.urlVariable, url);
        provider.keyVariables.forEach(variable -> set(variable, KEY));
        return this;
    }

    /** A teacher that tries three times, without pauses to speak of. */
    static Teacher impatient(Teacher teacher) {
        return ((ChatTeacher) teacher).backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @Override
    public void close() {
        before.forEach((variable, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(variable);
            } else {
                System.setProperty(variable, value);
            }
        });
    }
}

package org.prompt2model.kernel.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the values of variables when JShell replaces the class that holds them.
 *
 * <p>When a type that a snippet uses changes, JShell compiles the snippet anew and replaces its class, {@code
 * $JShell$11} by {@code $JShell$11B}. Variables are static fields of such classes, so without help they would silently
 * fall back to null or 0.
 */
final class Variables {
    private static final Pattern NUMBERED = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*(\\$.*)?");

    private final Map<String, Class<?>> latest = new HashMap<>();
    private final Map<String, Field> emptied = new LinkedHashMap<>();
    private final Map<String, Field> named = new HashMap<>();

    /** Copies what the class that this one replaces held. */
    void carryOver(String name, Class<?> now) throws IllegalAccessException {
        Matcher matcher = NUMBERED.matcher(name);
        if (!matcher.matches() || matcher.group(2) != null) {
            return;
        }
        for (Field field : now.getDeclaredFields()) {
            field.setAccessible(true);
            named.put(field.getName(), field);
        }
        Class<?> before = latest.put(matcher.group(1), now);
        if (before == null || before.equals(now)) {
            return;
        }
        for (Field field : now.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                copy(before, field);
            }
        }
    }

    /** Names of the variables that lost their objects since the last call, because their class is a new one now. */
    List<String> emptied() {
        List<String> names = new ArrayList<>();
        try {
            for (Map.Entry<String, Field> each : emptied.entrySet()) {
                if (each.getValue().get(null) == null) {
                    names.add(each.getKey());
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the variables of snippets are public", e);
        } finally {
            emptied.clear();
        }
        return names;
    }

    /** The value that the variable of that name had last. */
    Object value(String name) throws IllegalAccessException {
        Field field = named.get(name);
        return field == null ? null : field.get(null);
    }

    /** Gives a variable that was declared anew the value that it had. */
    void restore(String name, Object value) throws IllegalAccessException {
        Field field = named.get(name);
        if (value != null && (field.getType().isPrimitive() || field.getType().isInstance(value))) {
            field.set(null, value);
        } else if (value != null) {
            emptied.put(name, field);
        }
    }

    /** Lets go of the object of a variable that is no more. */
    void clear(String name) {
        Field field = named.remove(name);
        try {
            if (field != null && !field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the variables of snippets are public", e);
        }
    }

    private void copy(Class<?> before, Field field) throws IllegalAccessException {
        Field old = field(before, field.getName());
        if (old == null) {
            return;
        }
        old.setAccessible(true);
        field.setAccessible(true);
        if (old.getType().equals(field.getType())) {
            field.set(null, old.get(null));
        } else if (unnumbered(old).equals(unnumbered(field))
                && (old.get(null) != null || emptied.containsKey(field.getName()))) {
            emptied.put(field.getName(), field);
        }
    }

    private static Field field(Class<?> type, String name) {
        for (Field each : type.getDeclaredFields()) {
            if (each.getName().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** The name of a variable's type, whatever its version. */
    private static String unnumbered(Field field) {
        return NUMBERED.matcher(field.getType().getName()).replaceFirst("$2");
    }
}

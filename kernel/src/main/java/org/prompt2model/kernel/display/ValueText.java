package org.prompt2model.kernel.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Values as one piece of text: as Java writes them, but for arrays, which it does not, and for the very long. */
final class ValueText {
    /** Elements shown of what holds many. */
    static final int ELEMENTS = 100;

    private static final int DEPTH = 6;

    private ValueText() {}

    static String of(Object value) {
        return of(value, 0);
    }

    private static String of(Object value, int depth) {
        if (depth > DEPTH) {
            return "…";
        }
        if (value instanceof Collection<?> collection) {
            return elements(collection.iterator(), collection.size(), depth);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map, depth);
        }
        if (value != null && value.getClass().isArray()) {
            return elements(array(value, ELEMENTS).iterator(), Array.getLength(value), depth);
        }
        Optional<String> once = ReadOnce.words(value);
        if (once.isPresent()) {
            return once.get();
        }
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return value.getClass().getName() + ", whose toString() throws " + e;
        }
    }

    /** What is in an optional; empty where the value is none, or is an empty one. */
    static Optional<Object> content(Object value) {
        if (value instanceof OptionalInt number && number.isPresent()) {
            return Optional.of(number.getAsInt());
        }
        if (value instanceof OptionalLong number && number.isPresent()) {
            return Optional.of(number.getAsLong());
        }
        if (value instanceof OptionalDouble number && number.isPresent()) {
            return Optional.of(number.getAsDouble());
        }
        return value instanceof Optional<?> optional ? optional.map(content -> content) : Optional.empty();
    }

    /** The first elements of an array of any type. */
    static List<Object> array(Object array, int most) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Math.min(most, Array.getLength(array)); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static String elements(Iterator<?> elements, int size, int depth) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < ELEMENTS && elements.hasNext()) {
            texts.add(of(elements.next(), depth + 1));
        }
        return "[" + String.join(", ", texts) + rest(size) + "]";
    }

    private static String entries(Map<?, ?> map, int depth) {
        List<String> texts = new ArrayList<>();
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (texts.size() < ELEMENTS && entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            texts.add(of(entry.getKey(), depth + 1) + "=" + of(entry.getValue(), depth + 1));
        }
        return "{" + String.join(", ", texts) + rest(map.size()) + "}";
    }

    private static String rest(int size) {
        return size > ELEMENTS ? String.format(Locale.ROOT, ", … %,d in all", size) : "";
    }
}

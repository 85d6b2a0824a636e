package org.prompt2model.kernel.display;

import java.util.Enumeration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What gives its elements once: looking at it must not use it up, as a variable may hold it. */
final class ReadOnce {
    private ReadOnce() {}

    /** What it is, and how to see what is in it; empty where the value is none, or has words of its own. */
    static Optional<String> words(Object value) {
        if (value instanceof BaseStream<?, ?> stream) {
            boolean objects = stream instanceof java.util.stream.Stream;
            return Optional.of(words(name(stream), objects ? ".toList()" : ".boxed().toList()"));
        }
        if (value == null || !saysNothing(value)) {
            return Optional.empty();
        }
        if (value instanceof Enumeration) {
            return Optional.of(words("Enumeration", "Collections.list(…)"));
        }
        boolean walks = value instanceof Iterator || value instanceof Spliterator;
        return walks
                ? Optional.of(
                        words(value instanceof Iterator ? "Iterator" : "Spliterator", ".forEachRemaining(list::add)"))
                : Optional.empty();
    }

    private static String words(String type, String cure) {
        return type + ", not read: it gives its elements only once. To see them: " + cure;
    }

    private static String name(BaseStream<?, ?> stream) {
        if (stream instanceof IntStream) {
            return "IntStream";
        }
        if (stream instanceof LongStream) {
            return "LongStream";
        }
        return stream instanceof DoubleStream ? "DoubleStream" : "Stream";
    }

    private static boolean saysNothing(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has a toString()", e);
        }
    }
}

package org.prompt2model.teacher;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The JSON that a reply should be: one object with the fields, or {@code {"<list>": [{fields}, ...]}}. Providers that
 * can be held to a JSON schema are; the others are asked by the prompt alone, so the prompt says it as well.
 *
 * @param list name of the one array that holds the objects; empty where the reply is one object
 * @param fields of each object, all of them required
 */
public record JsonShape(Optional<String> list, List<Field> fields) {
    /** What a field holds. */
    public enum Kind {
        /** A JSON string. */
        TEXT,
        /** A whole number. */
        INTEGER
    }

    /** One field of an object. */
    public record Field(String name, Kind kind) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(kind, "kind");
        }
    }

    public JsonShape {
        Objects.requireNonNull(list, "list");
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("an object without fields says nothing");
        }
    }

    /** One object. */
    public static JsonShape object(Field... fields) {
        return new JsonShape(Optional.empty(), Arrays.asList(fields));
    }

    /** Objects in an array: {@code {"examples": [{"input": "...", "output": "..."}]}}. */
    public static JsonShape list(String name, Field... fields) {
        return new JsonShape(Optional.of(name), Arrays.asList(fields));
    }

    /** A field that holds a text. */
    public static Field text(String name) {
        return new Field(name, Kind.TEXT);
    }

    /** A field that holds a whole number. */
    public static Field integer(String name) {
        return new Field(name, Kind.INTEGER);
    }
}

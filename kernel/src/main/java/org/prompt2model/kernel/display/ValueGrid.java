package org.prompt2model.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Records, collections, maps and arrays as rows and columns. */
final class ValueGrid {
    private ValueGrid() {}

    /** A record: a row a component. */
    static Grid record(Record value) {
        List<List<String>> rows = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            rows.add(List.of(
                    component.getName(),
                    component.getType().getSimpleName(),
                    ValueText.of(component(value, component))));
        }
        List<Grid.Column> columns =
                List.of(Grid.Column.text("component"), Grid.Column.text("type"), Grid.Column.text("value"));
        return new Grid(value.getClass().getSimpleName(), columns, rows, "");
    }

    /** A map: a row an entry. */
    static Grid map(Map<?, ?> map) {
        List<Object> keys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        for (int i = 0; i < Grid.shown(map.size()) && entries.hasNext(); i++) {
            Map.Entry<?, ?> entry = entries.next();
            keys.add(entry.getKey());
            values.add(entry.getValue());
        }
        List<Grid.Column> columns = List.of(column("key", "", keys), column("value", "", values));
        List<List<String>> rows = rows(List.of(texts(keys), texts(values)));
        return grid(name(map, "Map"), columns, rows, map.size(), "entry");
    }

    /** A collection: a row an element; a column a component where all are records of one type. */
    static Grid collection(Collection<?> collection) {
        List<Object> head = new ArrayList<>();
        Iterator<?> elements = collection.iterator();
        while (head.size() < Grid.shown(collection.size()) && elements.hasNext()) {
            head.add(elements.next());
        }
        String otherwise = collection instanceof List ? "List" : collection instanceof Set ? "Set" : "Collection";
        return elements(name(collection, otherwise), head, collection.size());
    }

    /** An array, as a collection. */
    static Grid array(Object array) {
        int length = Array.getLength(array);
        return elements(array.getClass().getSimpleName(), ValueText.array(array, Grid.shown(length)), length);
    }

    private static Grid elements(String name, List<Object> head, int size) {
        boolean records = !head.isEmpty()
                && head.stream()
                        .allMatch(each -> each instanceof Record
                                && each.getClass() == head.get(0).getClass());
        return records ? records(name, head, size) : values(name, head, size);
    }

    private static Grid values(String name, List<Object> head, int size) {
        List<String> indices =
                IntStream.range(0, head.size()).mapToObj(Integer::toString).toList();
        List<Grid.Column> columns = List.of(new Grid.Column("index", "", true), column("value", "", head));
        return grid(name, columns, rows(List.of(indices, texts(head))), size, "element");
    }

    private static Grid records(String name, List<Object> head, int size) {
        List<Grid.Column> columns = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        for (RecordComponent component : head.get(0).getClass().getRecordComponents()) {
            List<Object> values = new ArrayList<>();
            head.forEach(each -> values.add(component(each, component)));
            columns.add(column(component.getName(), component.getType().getSimpleName(), values));
            texts.add(texts(values));
        }
        String type = head.get(0).getClass().getSimpleName();
        return grid(name + " of " + type, columns, rows(texts), size, "element");
    }

    private static Grid grid(String name, List<Grid.Column> columns, List<List<String>> rows, int size, String what) {
        String plural = what.equals("entry") ? "entries" : what + "s";
        String all = String.format(Locale.ROOT, "%,d %s", size, size == 1 ? what : plural);
        return new Grid(name, columns, rows, rows.size() == size ? all : "showing " + rows.size() + " of " + all);
    }

    private static List<List<String>> rows(List<List<String>> columns) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < columns.get(0).size(); row++) {
            List<String> cells = new ArrayList<>();
            for (List<String> column : columns) {
                cells.add(column.get(row));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static Grid.Column column(String name, String type, List<Object> values) {
        return new Grid.Column(name, type, numbers(values));
    }

    private static boolean numbers(List<Object> values) {
        return values.stream().anyMatch(Number.class::isInstance)
                && values.stream().allMatch(value -> value == null || value instanceof Number);
    }

    private static List<String> texts(List<Object> values) {
        return numbers(values)
                ? NumberTexts.of(values)
                : values.stream().map(ValueGrid::text).toList();
    }

    /** An empty text would look like a missing value. */
    private static String text(Object value) {
        return value instanceof CharSequence text && text.length() == 0 ? "\"\"" : ValueText.of(value);
    }

    /** Names of classes that nobody can write say nothing: {@code ListN}. */
    private static String name(Object value, String otherwise) {
        Class<?> type = value.getClass();
        return Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() ? type.getSimpleName() : otherwise;
    }

    private static Object component(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (InvocationTargetException e) {
            return component.getName() + "() throws " + e.getCause();
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return "(hidden by its module)";
        }
    }
}

package org.prompt2model.kernel.display;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** DJL's arrays: shape, type, device, and the first values, which are copied from native memory and nothing else. */
final class ArrayDisplay {
    private static final int ROWS = 8;
    private static final int COLUMNS = 10;
    private static final long MOST_VALUES = 1 << 16;
    // Others have no Java type to copy into; of BFLOAT16, the attempt ends the JVM.
    private static final Set<DataType> READABLE = EnumSet.of(
            DataType.FLOAT32,
            DataType.FLOAT64,
            DataType.INT8,
            DataType.UINT8,
            DataType.INT32,
            DataType.INT64,
            DataType.BOOLEAN);

    private ArrayDisplay() {}

    static String title(NDArray array) {
        return array.isReleased()
                ? "NDArray, closed"
                : "NDArray " + array.getShape() + " "
                        + array.getDataType().name().toLowerCase(Locale.ROOT) + " " + array.getDevice();
    }

    static String text(NDArray array) {
        List<List<String>> rows = rows(array);
        StringBuilder text = new StringBuilder(title(array));
        int width = rows.stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        for (List<String> row : rows) {
            text.append('\n');
            row.forEach(
                    value -> text.append(" ".repeat(width - value.length() + 1)).append(value));
        }
        return text.append(rows.isEmpty() ? "" : "\n" + foot(array, rows)).toString();
    }

    static String html(NDArray array) {
        List<List<String>> rows = rows(array);
        List<Grid.Column> columns = new ArrayList<>();
        for (int i = 0; !rows.isEmpty() && i < rows.get(0).size(); i++) {
            columns.add(new Grid.Column(Integer.toString(i), "", true));
        }
        return GridHtml.of(new Grid(title(array), columns, rows, rows.isEmpty() ? "" : foot(array, rows)));
    }

    private static String foot(NDArray array, List<List<String>> rows) {
        long shown = (long) rows.size() * rows.get(0).size();
        String all = String.format(Locale.ROOT, "%,d value%s", array.size(), array.size() == 1 ? "" : "s");
        return shown == array.size() ? all : "showing " + shown + " of " + all;
    }

    /** The first values, by rows of the last dimension. */
    private static List<List<String>> rows(NDArray array) {
        if (array.isReleased() || array.isSparse() || array.size() == 0 || !READABLE.contains(array.getDataType())) {
            return List.of();
        }
        int rank = array.getShape().dimension();
        long width = rank == 0 ? 1 : array.getShape().get(rank - 1);
        long columns = Math.min(COLUMNS, width);
        long rows = Math.min(ROWS, array.size() / width);
        // Values between the ones shown are copied too, so wide rows are shown one at most.
        long needed = (rows - 1) * width + columns;
        if (needed > MOST_VALUES) {
            rows = 1;
            needed = columns;
        }
        Object values = head(array, needed);
        List<Object> shown = new ArrayList<>();
        for (long row = 0; row < rows; row++) {
            for (long column = 0; column < columns; column++) {
                shown.add(Array.get(values, (int) (row * width + column)));
            }
        }
        return cut(NumberTexts.of(shown), (int) columns);
    }

    private static List<List<String>> cut(List<String> texts, int columns) {
        List<List<String>> rows = new ArrayList<>();
        for (int start = 0; start < texts.size(); start += columns) {
            rows.add(texts.subList(start, start + columns));
        }
        return rows;
    }

    /** Copies as little as it can: a large array may be on a GPU. */
    private static Object head(NDArray array, long count) {
        if (array.size() <= MOST_VALUES) {
            return copy(array);
        }
        try (NDArray flat = array.flatten();
                NDArray head = flat.get("0:" + count)) {
            return copy(head);
        }
    }

    private static Object copy(NDArray array) {
        return switch (array.getDataType()) {
            case FLOAT32 -> array.toFloatArray();
            case FLOAT64 -> array.toDoubleArray();
            case INT8 -> array.toByteArray();
            case UINT8 -> array.toUint8Array();
            case INT32 -> array.toIntArray();
            case INT64 -> array.toLongArray();
            case BOOLEAN -> array.toBooleanArray();
            default -> throw new IllegalArgumentException("no values of " + array.getDataType());
        };
    }
}

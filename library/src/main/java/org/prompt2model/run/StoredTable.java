package org.prompt2model.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.prompt2model.corpus.Prompt2ModelException;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table on disk with its name and its column types, which CSV would lose; columns hold text, numbers or booleans. */
public final class StoredTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredTable() {}

    /** Writes the table, whole or not at all. */
    public static void write(Table table, Path file) {
        ObjectNode root = JSON.createObjectNode().put("name", table.name());
        ArrayNode columns = root.putArray("columns");
        for (Column<?> column : table.columns()) {
            ObjectNode node = columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name());
            ArrayNode cells = node.putArray("cells");
            for (int row = 0; row < column.size(); row++) {
                if (column.isMissing(row)) {
                    cells.addNull();
                } else {
                    cells.addPOJO(column.get(row));
                }
            }
        }
        try {
            Run.write(file, JSON.writeValueAsBytes(root));
        } catch (IOException e) {
            throw Run.unwritable(file, e);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Table read(Path file) {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            Table table = Table.create(root.path("name").asText());
            for (JsonNode node : root.path("columns")) {
                table.addColumns(column(node));
            }
            return table;
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The stored table " + file + " cannot be read",
                    e.getMessage(),
                    "delete that file; the stage that made it will make it again",
                    e);
        }
    }

    private static Column<?> column(JsonNode node) {
        Column<?> column = empty(node.path("type").asText(), node.path("name").asText());
        for (JsonNode cell : node.path("cells")) {
            if (cell.isNull()) {
                column.appendMissing();
            } else {
                append(column, cell);
            }
        }
        return column;
    }

    private static Column<?> empty(String type, String name) {
        if (type.equals(ColumnType.INTEGER.name())) {
            return IntColumn.create(name);
        }
        if (type.equals(ColumnType.LONG.name())) {
            return LongColumn.create(name);
        }
        if (type.equals(ColumnType.DOUBLE.name()) || type.equals(ColumnType.FLOAT.name())) {
            return DoubleColumn.create(name);
        }
        if (type.equals(ColumnType.BOOLEAN.name())) {
            return BooleanColumn.create(name);
        }
        return StringColumn.create(name);
    }

    private static void append(Column<?> column, JsonNode cell) {
        if (column instanceof IntColumn ints) {
            ints.append(cell.asInt());
        } else if (column instanceof LongColumn longs) {
            longs.append(cell.asLong());
        } else if (column instanceof DoubleColumn doubles) {
            doubles.append(cell.asDouble());
        } else if (column instanceof BooleanColumn booleans) {
            booleans.append(cell.asBoolean());
        } else {
            ((StringColumn) column).append(cell.asText());
        }
    }
}

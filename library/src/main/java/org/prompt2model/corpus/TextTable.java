package org.prompt2model.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Objects whose keys need not agree, gathered into columns of text; a key that is absent gives an empty text. */
final class TextTable {
    private final Map<String, StringColumn> columns = new LinkedHashMap<>();
    private int rows;

    void add(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            StringColumn column = columns.computeIfAbsent(field.getKey(), StringColumn::create);
            fillUp(column);
            JsonNode value = field.getValue();
            column.append(value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString());
        }
        rows++;
    }

    Table toTable() {
        columns.values().forEach(this::fillUp);
        return Table.create("rows", columns.values().toArray(new StringColumn[0]));
    }

    private void fillUp(StringColumn column) {
        while (column.size() < rows) {
            column.append("");
        }
    }
}

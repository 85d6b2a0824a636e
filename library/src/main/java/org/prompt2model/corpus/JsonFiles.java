package org.prompt2model.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** JSON Lines and JSON arrays of objects; a nested value becomes its JSON text. */
final class JsonFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonFiles() {}

    static Table readLines(Path file) throws IOException {
        TextTable table = new TextTable();
        int number = 0;
        try (BufferedReader reader = TextFiles.open(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    table.add(object(file, "line " + number, JSON.readTree(line)));
                }
            }
        } catch (CharacterCodingException e) {
            throw TextFiles.badEncoding(file, e);
        } catch (JsonProcessingException e) {
            throw broken(file, "line " + number, e);
        }
        return table.toTable();
    }

    static Table readArray(Path file) throws IOException {
        TextTable table = new TextTable();
        try (BufferedReader reader = TextFiles.open(file)) {
            JsonNode root = JSON.readTree(reader);
            if (!root.isArray()) {
                throw new Prompt2ModelException(
                        "The file " + file + " is not a JSON array of objects",
                        "it holds one " + root.getNodeType(),
                        "write [{\"input\": ..., \"output\": ...}, ...], or one object a line and name it .jsonl");
            }
            for (int element = 0; element < root.size(); element++) {
                table.add(object(file, "element " + (element + 1), root.get(element)));
            }
        } catch (CharacterCodingException e) {
            throw TextFiles.badEncoding(file, e);
        } catch (JsonProcessingException e) {
            throw broken(
                    file,
                    "line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    e);
        }
        return table.toTable();
    }

    static void writeLines(Table table, Path file) throws IOException {
        try (BufferedWriter writer = TextFiles.create(file)) {
            for (int row = 0; row < table.rowCount(); row++) {
                writer.write(JSON.writeValueAsString(object(table, row)));
                writer.write('\n');
            }
        }
    }

    static void writeArray(Table table, Path file) throws IOException {
        try (BufferedWriter writer = TextFiles.create(file)) {
            writer.write("[\n");
            for (int row = 0; row < table.rowCount(); row++) {
                writer.write(JSON.writeValueAsString(object(table, row)));
                writer.write(row + 1 < table.rowCount() ? ",\n" : "\n");
            }
            writer.write("]\n");
        }
    }

    private static ObjectNode object(Table table, int row) {
        ObjectNode object = JSON.createObjectNode();
        for (Column<?> column : table.columns()) {
            Object value = column.isMissing(row) ? null : column.get(row);
            boolean plain = value instanceof Number || value instanceof Boolean || value instanceof String;
            object.set(column.name(), JSON.valueToTree(plain || value == null ? value : value.toString()));
        }
        return object;
    }

    private static ObjectNode object(Path file, String place, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new Prompt2ModelException(
                "The file " + file + " holds no JSON object at " + place,
                "each row must be an object, and this is " + node.getNodeType(),
                "write rows like {\"input\": \"...\", \"output\": \"...\"}");
    }

    private static Prompt2ModelException broken(Path file, String place, JsonProcessingException e) {
        return new Prompt2ModelException(
                "The file " + file + " is broken at " + place,
                e.getOriginalMessage(),
                "mend or delete that line; a .jsonl file has one JSON object a line",
                e);
    }
}

package org.prompt2model.teacher;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;

/** A {@link JsonShape} as the JSON schema that providers are held to; strict modes want every property required. */
final class JsonSchemas {
    private JsonSchemas() {}

    static ResponseFormat format(JsonShape shape) {
        JsonObjectSchema item = item(shape);
        JsonObjectSchema root = shape.list()
                .map(name -> JsonObjectSchema.builder()
                        .addProperty(name, JsonArraySchema.builder().items(item).build())
                        .required(name)
                        .additionalProperties(false)
                        .build())
                .orElse(item);
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("reply").rootElement(root).build())
                .build();
    }

    private static JsonObjectSchema item(JsonShape shape) {
        JsonObjectSchema.Builder item = JsonObjectSchema.builder().additionalProperties(false);
        for (JsonShape.Field field : shape.fields()) {
            switch (field.kind()) {
                case TEXT -> item.addStringProperty(field.name());
                case INTEGER -> item.addIntegerProperty(field.name());
            }
        }
        return item.required(shape.fields().stream().map(JsonShape.Field::name).toList())
                .build();
    }
}

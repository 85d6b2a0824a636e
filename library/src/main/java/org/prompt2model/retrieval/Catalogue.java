package org.prompt2model.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.prompt2model.corpus.Prompt2ModelException;

/** The shipped catalogues: JSON Lines among the resources, whose first line says what they are and from when. */
public final class Catalogue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Catalogue() {}

    /** All datasets, the shipped ones first. */
    public static List<DatasetFacts> datasets() {
        return entries("datasets.jsonl").stream().map(Catalogue::dataset).toList();
    }

    /** All models, the shipped ones first. */
    public static List<ModelFacts> models() {
        return entries("models.jsonl").stream().map(Catalogue::model).toList();
    }

    /**
     * The dataset with that identifier; {@code squad} and {@code squad/plain_text} find {@code rajpurkar/squad} too.
     */
    public static Optional<DatasetFacts> dataset(String id) {
        return find(datasets(), DatasetFacts::id, id);
    }

    /**
     * The model with that identifier, with or without its owner.
     *
     * @throws Prompt2ModelException if the catalogue has none, naming those that are written most like it
     */
    public static ModelFacts model(String id) {
        List<ModelFacts> models = models();
        return find(models, ModelFacts::id, id)
                .orElseThrow(() ->
                        unknown("model", id, models.stream().map(ModelFacts::id).toList(), "retrieveModels(task)"));
    }

    static Prompt2ModelException unknown(String kind, String id, List<String> known, String lister) {
        return new Prompt2ModelException(
                "There is no " + kind + " '" + id + "'",
                "it is neither in the catalogue nor a file or folder that is there",
                "did you mean " + String.join(" or ", NearestNames.of(id, known)) + "? " + lister
                        + " lists what suits the task");
    }

    /** The text of a resource beside this class. */
    static String resource(String name) {
        try (InputStream bytes = Catalogue.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the toolkit");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> lines(String resource) {
        return resource(resource).lines().map(Catalogue::parse).toList();
    }

    private static List<JsonNode> entries(String resource) {
        return lines(resource).stream().skip(1).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Optional<T> find(List<T> entries, Function<T, String> name, String id) {
        return entries.stream()
                .filter(entry -> name.apply(entry).equalsIgnoreCase(id))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(entry -> withoutOwner(name.apply(entry)).equalsIgnoreCase(id))
                        .findFirst())
                .or(() -> entries.stream()
                        .filter(entry -> id.startsWith(withoutOwner(name.apply(entry)) + "/"))
                        .findFirst());
    }

    private static String withoutOwner(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static DatasetFacts dataset(JsonNode node) {
        return new DatasetFacts(
                node.path("id").asText(),
                node.has("rows") ? OptionalLong.of(node.path("rows").asLong()) : OptionalLong.empty(),
                node.path("licence").asText(""),
                node.path("languages").asText(""),
                node.path("downloads").asLong(),
                Optional.ofNullable(node.path("shipped").textValue()),
                node.path("description").asText());
    }

    private static ModelFacts model(JsonNode node) {
        long parameters = node.path("parameters").asLong();
        return new ModelFacts(
                node.path("id").asText(),
                node.path("family").asText(),
                parameters,
                node.path("trained_parameters").asLong(parameters),
                node.path("size_bytes").asLong(),
                node.path("licence").asText(""),
                node.path("downloads").asLong(),
                node.path("shipped").asBoolean(),
                node.path("description").asText());
    }
}

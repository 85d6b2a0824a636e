package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.run.StoredTable;
import tech.tablesaw.api.Table;

/** The folder of a saved student: {@code student.json} says its kind and holds its card; each kind adds its weights. */
final class StudentFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FACTS = "student.json";
    private static final String HISTORY = "history.json";

    private StudentFiles() {}

    /** Writes the files of one kind of student, and adds what it needs to know to the facts. */
    interface Writer {
        void write(ObjectNode facts, Path folder) throws IOException;
    }

    /** Weights first and {@code student.json} last: a folder that has one is complete. */
    static Path save(Path folder, Student student, String kind, Writer writer) {
        try {
            requireOwn(folder);
            Files.createDirectories(folder);
            ObjectNode facts = newJson().put("format", 1).put("kind", kind);
            writer.write(facts, folder);
            ModelCard card = student.card();
            facts.set("card", JSON.valueToTree(card));
            StoredTable.write(student.history(), folder.resolve(HISTORY));
            Run.write(folder.resolve("README.md"), card.readme().getBytes(StandardCharsets.UTF_8));
            json(folder.resolve(FACTS), facts);
            return folder;
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The student could not be saved in " + folder,
                    e.toString(),
                    "free space or choose another folder; weights that were saved there before are unchanged",
                    e);
        }
    }

    private static void requireOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(FACTS))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new Prompt2ModelException(
                        "The folder " + folder + " holds something else",
                        "it is not empty and has no " + FACTS,
                        "save the student in a new or empty folder");
            }
        }
    }

    static Student open(Path folder) {
        Path file = folder.resolve(FACTS);
        if (!Files.isRegularFile(file)) {
            throw new Prompt2ModelException(
                    "There is no student in " + folder.toAbsolutePath(),
                    Files.isDirectory(folder) ? "the folder has no " + FACTS : "the folder does not exist",
                    "give the folder that Student.save wrote, for example runs/<name>/students/<student>");
        }
        try {
            JsonNode facts = json(file);
            ModelCard card = card(facts.path("card"));
            Table history = StoredTable.read(folder.resolve(HISTORY));
            String kind = facts.path("kind").asText();
            return switch (kind) {
                case Seq2SeqStudent.KIND -> Seq2SeqStudent.open(folder, facts, card, history);
                case ClassifierStudent.KIND -> ClassifierStudent.open(folder, facts, card, history);
                case EncoderStudent.KIND -> EncoderStudent.open(folder, facts, card, history);
                default ->
                    throw new Prompt2ModelException(
                            "The student in " + folder + " is of the kind '" + kind + "'",
                            "this version knows "
                                    + List.of(Seq2SeqStudent.KIND, ClassifierStudent.KIND, EncoderStudent.KIND),
                            "open it with the version that saved it; its README.md names it");
            };
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The student in " + folder + " cannot be read",
                    e.toString(),
                    "save it again, or copy the whole folder again",
                    e);
        }
    }

    private static ModelCard card(JsonNode json) {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return new ModelCard(
                json.path("name").asText(),
                json.path("baseModel").asText(),
                json.path("instruction").asText(),
                json.path("parameters").asLong(),
                json.path("rehearsal").asBoolean(),
                facts);
    }

    static ObjectNode newJson() {
        return JSON.createObjectNode();
    }

    static void json(Path file, JsonNode content) throws IOException {
        Run.write(file, JSON.writeValueAsBytes(content));
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}

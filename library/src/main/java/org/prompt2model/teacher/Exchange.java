package org.prompt2model.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;

/**
 * A question with its reply, as the journal of a run holds it.
 *
 * @param teacher who was asked, {@code provider:model}
 * @param time when the reply was written down, ISO 8601
 * @param question what was asked; its shape is not kept
 * @param reply what came back
 */
public record Exchange(String teacher, String time, Question question, Reply reply) {
    private static final int KEY_LENGTH = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A short key of a question to a teacher, by which {@link #find} finds the reply: {@value #KEY_LENGTH} hex digits. */
    public static String key(Teacher teacher, Question question) {
        return Journal.key(teacher.name(), question).substring(0, KEY_LENGTH);
    }

    /** Whether a text has the form of such a key. */
    public static boolean isKey(String text) {
        return text.matches("[0-9a-f]{" + KEY_LENGTH + "}");
    }

    /**
     * The exchanges of these keys in the run's journal; where a question was asked again after a failure, the last one. It
     * reads the journal through, for the prompts of a large run are not kept in memory.
     *
     * @throws Prompt2ModelException if the journal cannot be read
     */
    public static Map<String, Exchange> find(Run run, Set<String> keys) {
        Map<String, Exchange> found = new HashMap<>();
        Path journal = run.file(Journal.NAME);
        if (!Files.exists(journal)) {
            return found;
        }
        try (BufferedReader lines = Files.newBufferedReader(journal)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line, keys, found);
            }
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The journal " + journal + " cannot be read", e.toString(), "make it readable", e);
        }
        return found;
    }

    private static void read(String line, Set<String> keys, Map<String, Exchange> found) {
        int start = line.indexOf("\"key\":\"") + "\"key\":\"".length();
        if (line.length() < start + KEY_LENGTH || !keys.contains(line.substring(start, start + KEY_LENGTH))) {
            return;
        }
        try {
            JsonNode node = JSON.readTree(line);
            Question question = new Question(
                    node.path("prompt").asText(),
                    node.path("temperature").asDouble(),
                    node.path("seed").asLong(),
                    Math.max(1, node.path("max_tokens").asInt()));
            Optional<Reply> reply = StoredReply.get(node);
            reply.ifPresent(each -> found.put(
                    line.substring(start, start + KEY_LENGTH),
                    new Exchange(
                            node.path("teacher").asText(), node.path("time").asText(), question, each)));
        } catch (JsonProcessingException e) {
            // A line that a killed JVM left half written; the journal sets it aside when it is opened next.
            return;
        }
    }
}

package org.prompt2model.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;

/**
 * Every request to a teacher with its reply, one JSON object a line, written to the run folder before the reply is
 * used. A question that was answered once is answered from here.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String FILE = "journal.jsonl";

    private final Path file;
    private final Map<String, Reply> replies = new HashMap<>();

    private Journal(Path file) {
        this.file = file;
    }

    /** The journal of the current run. */
    static synchronized Journal current() {
        Run run = Run.current();
        return run.find(Journal.class).orElseGet(() -> {
            Journal journal = new Journal(run.file(FILE));
            journal.read();
            run.keep(Journal.class, journal);
            return journal;
        });
    }

    /** The reply that the same teacher gave to the same question, unless it failed. */
    synchronized Optional<Reply> find(String teacher, Question question) {
        return Optional.ofNullable(replies.get(key(teacher, question)));
    }

    /** Writes a reply down; it may be used when this returns. */
    synchronized void append(String teacher, Question question, Reply reply) {
        String key = key(teacher, question);
        ObjectNode line = JSON.createObjectNode()
                .put("key", key)
                .put("time", Instant.now().toString())
                .put("teacher", teacher)
                .put("temperature", question.temperature())
                .put("seed", question.seed())
                .put("max_tokens", question.maxTokens())
                .put("prompt", question.prompt());
        StoredReply.put(line, reply);
        // Not by a channel: an interruption would close it and lose a reply that is paid for.
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The journal " + file + " could not be written",
                    e.toString(),
                    "free space or set " + Run.FOLDER_VARIABLE
                            + " to another folder; the replies before this one are safe",
                    e);
        }
        remember(key, reply);
    }

    private void remember(String key, Reply reply) {
        if (!(reply instanceof Reply.Failed)) {
            replies.put(key, reply);
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            int damaged = 0;
            StringBuilder sound = new StringBuilder(text.length());
            for (String line : lines) {
                if (readLine(line)) {
                    sound.append(line).append('\n');
                } else {
                    damaged++;
                }
            }
            if (damaged > 0) {
                setAside(text, sound.toString(), damaged);
            }
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The journal " + file + " cannot be read",
                    e.toString(),
                    "make it readable, or move it away to begin a new one",
                    e);
        }
    }

    private boolean readLine(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Optional<Reply> reply = StoredReply.get(node);
            reply.ifPresent(found -> remember(node.path("key").asText(), found));
            return reply.isPresent();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** A line that a killed JVM left half written would spoil the one appended after it. */
    private void setAside(String text, String sound, int damaged) throws IOException {
        Path aside = file.resolveSibling("journal.damaged.jsonl");
        Files.writeString(aside, text);
        Run.write(file, sound.getBytes(StandardCharsets.UTF_8));
        ProgressMeter.notice(
                "journal",
                damaged + " damaged line(s) set aside; the journal as it was is kept as " + aside.getFileName());
    }

    static String key(String teacher, Question question) {
        return Fingerprint.of(
                teacher,
                Map.of(
                        "question",
                        question.temperature() + " " + question.seed() + " " + question.maxTokens() + " "
                                + question.shape().map(shape -> shape + " ").orElse("") + question.prompt()));
    }
}

package org.prompt2model.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;

/**
 * Every request to a teacher with its reply, one JSON object a line, written to the run folder before the reply is
 * used. A question that was answered once is answered from here, in this process or another. In memory are only the
 * places of the replies, about 200 bytes each.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String NAME = "journal.jsonl";
    private static final String DAMAGED = "journal.damaged.jsonl";

    private final Path path;
    private final JournalFile file;
    private final Map<String, JournalFile.Place> replies = new HashMap<>();
    private final Map<String, JournalFile.Place> failures = new HashMap<>();
    private final Set<String> teachers = new LinkedHashSet<>();
    private long end;

    private Journal(Path path) {
        this.path = path;
        this.file = new JournalFile(path, path.resolveSibling(DAMAGED));
    }

    /** The journal of the current run. */
    static synchronized Journal current() {
        Run run = Run.current();
        return run.find(Journal.class).orElseGet(() -> {
            Journal journal = new Journal(run.file(NAME));
            journal.catchUp();
            run.keep(Journal.class, journal);
            return journal;
        });
    }

    /** The reply that the same teacher gave to the same question, unless it failed. */
    synchronized Optional<Reply> find(String teacher, Question question) {
        return find(replies, key(teacher, question));
    }

    /** The reply that the same teacher gave to the same question, or else that it failed. */
    synchronized Optional<Reply> findAll(String teacher, Question question) {
        String key = key(teacher, question);
        return find(replies, key).or(() -> find(failures, key));
    }

    /** The names of the teachers that answered here, in the order of their first replies. */
    synchronized List<String> teachers() {
        return List.copyOf(teachers);
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
        try {
            byte[] bytes = JSON.writeValueAsString(line).getBytes(StandardCharsets.UTF_8);
            JournalFile.Place place = file.append(bytes, reply.costUsd() != 0);
            if (place.offset() == end) {
                end += place.length() + 1;
            }
            remember(key, teacher, reply, place);
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The journal " + path + " could not be written",
                    e.toString(),
                    "free space or set " + Run.FOLDER_VARIABLE
                            + " to another folder; the replies before this one are safe",
                    e);
        }
    }

    private Optional<Reply> find(Map<String, JournalFile.Place> places, String key) {
        if (!places.containsKey(key) && file.length() > end) {
            catchUp();
        }
        JournalFile.Place place = places.get(key);
        if (place == null) {
            return Optional.empty();
        }
        try {
            return StoredReply.get(JSON.readTree(file.read(place)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void remember(String key, String teacher, Reply reply, JournalFile.Place place) {
        teachers.add(teacher);
        if (reply instanceof Reply.Failed) {
            failures.put(key, place);
        } else {
            replies.put(key, place);
        }
    }

    /** Reads what was added since: by a process that was killed, or by one that works beside this one. */
    private void catchUp() {
        if (file.length() == 0) {
            return;
        }
        int[] damaged = {0};
        try {
            end = file.readFrom(end, (place, line) -> {
                boolean sound = take(place, line);
                damaged[0] += sound ? 0 : 1;
                return sound;
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (damaged[0] > 0) {
            ProgressMeter.notice("journal", damaged[0] + " damaged line(s) set aside, in " + DAMAGED);
        }
    }

    private boolean take(JournalFile.Place place, byte[] line) {
        try {
            JsonNode node = JSON.readTree(line);
            Optional<Reply> reply = StoredReply.get(node);
            reply.ifPresent(found ->
                    remember(node.path("key").asText(), node.path("teacher").asText(), found, place));
            return reply.isPresent();
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    private Prompt2ModelException unreadable(IOException e) {
        return new Prompt2ModelException(
                "The journal " + path + " cannot be read",
                e.toString(),
                "make it readable, or move it away to begin a new one",
                e);
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

package org.prompt2model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * The decisions on a table's rows, each on disk before it counts: one JSON object a line, a later one replaces an
 * earlier one of the same row. A line that a killed JVM left half written is passed over.
 */
final class ReviewLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "none";

    private final Path file;
    private final int rows;
    private final Map<Integer, Decision> decisions = new TreeMap<>();

    /**
     * Opens the log, or begins it.
     *
     * @param rows number of rows of the table; lines about others are passed over
     */
    ReviewLog(Path file, int rows) {
        this.file = file;
        this.rows = rows;
        if (Files.exists(file)) {
            read();
        }
    }

    /** The decisions by row number, from 0; a copy. */
    synchronized Map<Integer, Decision> decisions() {
        return new TreeMap<>(decisions);
    }

    /** Number of rows that were decided on. */
    synchronized int size() {
        return decisions.size();
    }

    /** Writes a decision down, or with an empty one takes the last back. */
    synchronized void put(int row, Optional<Decision> decision) {
        ObjectNode line = JSON.createObjectNode().put("row", row);
        line.put("review", decision.map(said -> said.verdict().word()).orElse(NONE));
        decision.ifPresent(said -> line.put("input", said.input()).put("output", said.output()));
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable("written", e);
        }
        remember(row, decision);
    }

    private void remember(int row, Optional<Decision> decision) {
        decision.ifPresentOrElse(said -> decisions.put(row, said), () -> decisions.remove(row));
    }

    private void read() {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            text.lines().forEach(this::readLine);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                Files.writeString(file, text + "\n");
            }
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    private void readLine(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            int row = node.path("row").asInt(-1);
            String review = node.path("review").asText();
            Optional<Decision> decision = verdict(review)
                    .map(said -> new Decision(
                            said,
                            node.path("input").asText(),
                            node.path("output").asText()));
            if (row >= 0 && row < rows && (decision.isPresent() || review.equals(NONE))) {
                remember(row, decision);
            }
        } catch (JsonProcessingException e) {
            // The end of a line that was being written when the JVM was killed: that decision never counted.
            return;
        }
    }

    static Optional<Decision.Verdict> verdict(String word) {
        for (Decision.Verdict verdict : Decision.Verdict.values()) {
            if (verdict.word().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private Prompt2ModelException unusable(String done, IOException e) {
        return new Prompt2ModelException(
                "The review " + file + " could not be " + done,
                e.toString(),
                "free space or make the file readable and writable; the decisions before this one are safe",
                e);
    }
}

package org.prompt2model.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * {@code manifest.json}: each stage call that made something, with when, how long and from what, over all the JVMs that
 * worked in the run folder. A call that only took a stored result leaves the entry of the call that made it.
 */
final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;

    private Manifest(Path file) {
        this.file = file;
    }

    /**
     * The manifest of a run folder, with the entries that are there.
     *
     * @throws Prompt2ModelException if there is one that cannot be read
     */
    static Manifest of(Path folder) {
        Manifest manifest = new Manifest(folder.resolve("manifest.json"));
        manifest.calls();
        return manifest;
    }

    /** The entries that are there, those of other JVMs that work in the folder now included. */
    private ArrayNode calls() {
        if (!Files.exists(file)) {
            return JSON.createArrayNode();
        }
        try {
            JsonNode stages = JSON.readTree(file.toFile()).path("stages");
            return stages instanceof ArrayNode calls ? calls : JSON.createArrayNode();
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The manifest " + file + " cannot be read",
                    e.getMessage(),
                    "move that file away; the tables and students beside it are still used",
                    e);
        }
    }

    /** Adds a call and writes the file, whole or not at all. */
    void add(StageRecord record) {
        ObjectNode call = JSON.createObjectNode()
                .put("stage", record.stage())
                .put("began", record.began().toString())
                .put("seconds", record.took().toMillis() / 1000.0)
                .put("reused", record.reused());
        // Through text, so that numbers compare equal to those of a manifest that was read.
        call.set("facts", asRead(record.facts()));
        // Another JVM may go on with the same run.
        call.set("versions", asRead(Versions.all()));
        Exclusive alone =
                Exclusive.await(file.resolveSibling("manifest.lock"), PATIENCE).orElseThrow(this::busy);
        try {
            write(call, record.reused());
        } finally {
            alone.close();
        }
    }

    private void write(ObjectNode call, boolean reused) {
        ArrayNode calls = calls();
        if (!reused || !knows(calls, call)) {
            calls.add(call);
        }
        ObjectNode manifest = JSON.createObjectNode();
        manifest.set("versions", asRead(Versions.all()));
        manifest.set("stages", calls);
        try {
            Run.write(file, JSON.writeValueAsBytes(manifest));
        } catch (IOException e) {
            throw Run.unwritable(file, e);
        }
    }

    private Prompt2ModelException busy() {
        return new Prompt2ModelException(
                "The manifest " + file + " could not be written",
                "another process has held it for " + PATIENCE.toSeconds() + " seconds",
                "see which other notebook or shell works in this run folder; the table itself is stored");
    }

    private static boolean knows(ArrayNode calls, ObjectNode call) {
        for (JsonNode earlier : calls) {
            if (earlier.path("stage").equals(call.path("stage"))
                    && earlier.path("facts").equals(call.path("facts"))) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode asRead(Object value) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("facts are text, numbers and booleans: " + value, e);
        }
    }
}

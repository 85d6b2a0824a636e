package org.prompt2model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.TrainingState;
import org.prompt2model.run.Run;
import org.prompt2model.run.StoredTable;

/**
 * Where a training that was stopped, or killed, goes on: the state of network, optimizer and loop in a folder. The small
 * file {@code standing.json} is written last and names the others, so that a half-written state is none.
 */
final class ResumePoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STANDING = "standing.json";

    private final Path folder;
    private final String fingerprint;

    /** @param fingerprint of model, data and options: the state of another training is of no use */
    ResumePoint(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /** A state that was kept. */
    record Kept(TrainingLoop.Standing standing, TrainingState network) {}

    void save(TrainingLoop.Standing standing, TrainingState network) {
        try {
            Files.createDirectories(folder);
            network.write(state(standing.step()));
            StoredTable.write(standing.history(), history(standing.step()));
            ObjectNode json = JSON.createObjectNode().put("fingerprint", fingerprint);
            json.put("step", standing.step()).put("bestStep", standing.bestStep());
            json.put("evaluationsSinceBest", standing.evaluationsSinceBest());
            // As text: JSON knows neither NaN nor infinity.
            json.put("smoothedLoss", Double.toString(standing.smoothedLoss()));
            json.put("bestScore", Double.toString(standing.bestScore()));
            json.put("bestLoss", Double.toString(standing.bestLoss()));
            json.put("seconds", Double.toString(standing.seconds()));
            Run.write(folder.resolve(STANDING), JSON.writeValueAsBytes(json));
            Folders.clear(folder, file -> isOlder(file, standing.step()));
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The state of the training could not be kept in " + folder,
                    e.toString(),
                    "free space and run the same call again; it goes on from the state before",
                    e);
        }
    }

    /** The state that was kept; empty where there is none, or only that of another training. */
    Optional<Kept> load() {
        Path file = folder.resolve(STANDING);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            if (!json.path("fingerprint").asText().equals(fingerprint)) {
                return Optional.empty();
            }
            int step = json.path("step").asInt();
            TrainingLoop.Standing standing = new TrainingLoop.Standing(
                    step,
                    number(json, "smoothedLoss"),
                    number(json, "bestScore"),
                    number(json, "bestLoss"),
                    json.path("bestStep").asInt(),
                    json.path("evaluationsSinceBest").asInt(),
                    number(json, "seconds"),
                    StoredTable.read(history(step)));
            return Optional.of(new Kept(standing, TrainingState.read(state(step), step)));
        } catch (IOException | NumberFormatException e) {
            throw new Prompt2ModelException(
                    "The training cannot go on from " + folder,
                    e.toString(),
                    "delete that folder; the same call then trains anew",
                    e);
        }
    }

    void clear() {
        try {
            Folders.clear(folder, file -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOlder(Path file, int step) {
        return Files.isRegularFile(file)
                && !file.endsWith(STANDING)
                && !file.equals(state(step))
                && !file.equals(history(step));
    }

    private Path state(int step) {
        return folder.resolve("state-" + step + ".safetensors");
    }

    private Path history(int step) {
        return folder.resolve("history-" + step + ".json");
    }

    private static double number(JsonNode json, String name) {
        return Double.parseDouble(json.path(name).asText());
    }
}

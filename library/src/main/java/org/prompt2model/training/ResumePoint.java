package org.prompt2model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Network;
import org.prompt2model.run.Run;
import org.prompt2model.run.StoredTable;

/**
 * Where a training that was stopped, or killed, goes on: the state of network, optimizer and loop in a folder, and the
 * best weights so far. The small file {@code standing.json} is written last and names the others, so that a half-written
 * state is none.
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

    /** Keeps the best weights. Those before stay until a state is kept that knows of these. */
    void saveBest(int step, Network network) {
        try {
            Files.createDirectories(folder);
            network.writeWeights(best(step));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    void save(TrainingLoop.Standing standing, Network network) {
        try {
            Files.createDirectories(folder);
            network.writeState(state(standing.step()));
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
            Folders.clear(folder, file -> isOlder(file, standing));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private Prompt2ModelException notKept(IOException e) {
        return new Prompt2ModelException(
                "The state of the training could not be kept in " + folder,
                e.toString(),
                "free space and run the same call again; it goes on from the state before",
                e);
    }

    /** Puts the network where it was when a state was kept; empty where there is none, or only that of another training. */
    Optional<TrainingLoop.Standing> load(Network network) {
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
            if (standing.bestStep() > 0 && !Files.isRegularFile(best(standing.bestStep()))) {
                throw new NoSuchFileException(best(standing.bestStep()).toString());
            }
            network.readState(state(step), step);
            return Optional.of(standing);
        } catch (IOException | NumberFormatException e) {
            throw notRead(e);
        }
    }

    /** Puts the best weights into the network. */
    void loadBest(int step, Network network) {
        try {
            network.readWeights(best(step));
        } catch (IOException e) {
            throw notRead(e);
        }
    }

    private Prompt2ModelException notRead(Exception e) {
        return new Prompt2ModelException(
                "The training cannot go on from " + folder,
                e.toString(),
                "delete that folder; the same call then trains anew",
                e);
    }

    void clear() {
        try {
            Folders.clear(folder, file -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOlder(Path file, TrainingLoop.Standing standing) {
        return Files.isRegularFile(file)
                && !file.endsWith(STANDING)
                && !file.equals(state(standing.step()))
                && !file.equals(history(standing.step()))
                && !file.equals(best(standing.bestStep()));
    }

    private Path best(int step) {
        return folder.resolve("best-" + step + ".safetensors");
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

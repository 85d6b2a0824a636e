package org.prompt2model.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;

/** The trials of a search that have ended, on disk, so that a search that was stopped or killed does not repeat them. */
final class SearchJournal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Trial> trials = new ArrayList<>();

    /** Opens the journal in that file, which need not exist. */
    SearchJournal(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                trials.addAll(JSON.readValue(file.toFile(), new TypeReference<List<Trial>>() {}));
            } catch (IOException e) {
                throw new Prompt2ModelException(
                        "The trials of an earlier call in " + file + " cannot be read",
                        e.toString(),
                        "delete that file; trainings that are complete are still not repeated",
                        e);
            }
        }
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    void add(Trial trial) {
        trials.add(trial);
        try {
            Run.write(file, JSON.writeValueAsBytes(trials));
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The trials could not be kept in " + file,
                    e.toString(),
                    "free space and run the same call again; trainings that are complete are not repeated",
                    e);
        }
    }
}

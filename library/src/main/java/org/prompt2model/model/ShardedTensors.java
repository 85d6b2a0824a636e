package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;

/** The weights of a checkpoint's folder: {@code model.safetensors}, or the shards that its index names. */
final class ShardedTensors {
    static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = WEIGHTS + ".index.json";
    private static final List<String> PICKLED = List.of(".bin", ".pt", ".pth", ".ckpt", ".pkl");

    private ShardedTensors() {}

    /**
     * The tensors by name, none of their values read.
     *
     * @throws Prompt2ModelException if there are none, a shard is missing, or a file is not in order
     */
    static Map<String, StoredTensor> of(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(WEIGHTS))) {
            return SafeTensorsHeader.read(folder.resolve(WEIGHTS));
        }
        if (Files.isRegularFile(folder.resolve(INDEX))) {
            return shards(folder);
        }
        throw noWeights(folder);
    }

    private static Map<String, StoredTensor> shards(Path folder) throws IOException {
        JsonNode places = StudentFiles.json(folder.resolve(INDEX)).path("weight_map");
        TreeSet<String> files = new TreeSet<>();
        places.forEach(file -> files.add(file.asText()));
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (String file : files) {
            tensors.putAll(SafeTensorsHeader.read(shard(folder, file)));
        }
        for (Map.Entry<String, JsonNode> place : places.properties()) {
            StoredTensor found = tensors.get(place.getKey());
            if (found == null
                    || !found.file()
                            .getFileName()
                            .toString()
                            .equals(place.getValue().asText())) {
                throw broken(folder, place.getValue().asText() + " does not hold the tensor " + place.getKey());
            }
        }
        if (tensors.isEmpty()) {
            throw broken(folder, "its weight_map is empty");
        }
        return tensors;
    }

    private static Path shard(Path folder, String name) {
        // An index may come from anyone: it reaches no file outside its folder.
        if (!name.matches("[^/\\\\]+\\.safetensors")) {
            throw broken(folder, "it names '" + name + "', which is no safetensors file beside it");
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw broken(folder, "its shard " + name + " is missing");
        }
        return file;
    }

    private static Prompt2ModelException broken(Path folder, String why) {
        return new Prompt2ModelException(
                "The weights in " + folder + " do not fit their " + INDEX,
                why,
                "download or copy the whole checkpoint again");
    }

    private static Prompt2ModelException noWeights(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> pickled = files.map(file -> file.getFileName().toString())
                    .filter(name -> PICKLED.stream().anyMatch(name::endsWith))
                    .sorted()
                    .toList();
            if (pickled.isEmpty()) {
                return new Prompt2ModelException(
                        "The checkpoint in " + folder + " has no weights",
                        "it has neither " + WEIGHTS + " nor " + INDEX,
                        "download the whole checkpoint: hf download <owner/name>");
            }
            return new Prompt2ModelException(
                    "The checkpoint in " + folder + " has only pickled weights: " + String.join(", ", pickled),
                    "a pickle is a program that runs when it is opened and may do anything, so none is read",
                    "take a revision with " + WEIGHTS + " (the hub converts many: hf download <owner/name> --revision"
                            + " refs/pr/<number>), or, if you trust the file, let transformers convert it:"
                            + " AutoModel.from_pretrained(folder).save_pretrained(other)");
        }
    }
}

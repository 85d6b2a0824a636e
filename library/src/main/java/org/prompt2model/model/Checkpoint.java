package org.prompt2model.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.retrieval.HubCache;
import org.prompt2model.run.Fingerprint;

/**
 * A pretrained model as transformers stores it: a folder with {@code config.json}, safetensors and a tokenizer. Opening
 * one reads no weights; they are memory-mapped when a network takes them.
 */
public final class Checkpoint {
    private static final String CONFIG = "config.json";

    private final String name;
    private final Path folder;
    private final JsonNode config;
    private final JsonNode generation;
    private final ModelFamily family;
    private final Map<String, StoredTensor> tensors;

    private Checkpoint(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = folder;
        config = json(CONFIG);
        generation = Files.exists(folder.resolve("generation_config.json"))
                ? json("generation_config.json")
                : StudentFiles.newJson();
        family = ModelFamily.of(config, name);
        tensors = Collections.unmodifiableMap(ShardedTensors.of(folder));
    }

    /**
     * Opens a checkpoint.
     *
     * @param model a folder, or the id of a model in the hub's cache such as {@code google/flan-t5-small}
     * @throws Prompt2ModelException if there is none, its architecture is not supported, its weights are pickled, or a
     *     file of it is not in order
     */
    public static Checkpoint open(String model) {
        Path folder = find(model)
                .orElseThrow(() -> new Prompt2ModelException(
                        "There is no checkpoint '" + model + "' here",
                        "it is neither a folder nor a model in the hub's cache, " + HubCache.folder(),
                        "download it with 'hf download " + model + "' (pip install huggingface_hub), or give the folder"
                                + " of a checkpoint"));
        return open(model, folder);
    }

    /** Where the checkpoint lies, if it is a folder or in the hub's cache. */
    public static Optional<Path> find(String model) {
        Path folder = Path.of(model);
        return Files.isDirectory(folder) ? Optional.of(folder) : HubCache.snapshot(model);
    }

    /** Opens the checkpoint of a folder, as {@link #open(String)}. */
    static Checkpoint open(String name, Path folder) {
        if (!Files.isRegularFile(folder.resolve(CONFIG))) {
            throw new Prompt2ModelException(
                    "There is no checkpoint in " + folder.toAbsolutePath(),
                    Files.isDirectory(folder) ? "the folder has no " + CONFIG : "the folder does not exist",
                    "give the folder that transformers' save_pretrained wrote, or the id of a model in the hub's cache");
        }
        try {
            return new Checkpoint(name, folder);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private JsonNode json(String file) throws IOException {
        try {
            return StudentFiles.json(folder.resolve(file));
        } catch (JsonProcessingException e) {
            throw new Prompt2ModelException(
                    folder.resolve(file) + " cannot be read",
                    "it is no JSON: " + e.getOriginalMessage(),
                    "download or copy the checkpoint again",
                    e);
        }
    }

    private static Prompt2ModelException unreadable(Path folder, IOException e) {
        return new Prompt2ModelException(
                "The checkpoint in " + folder + " cannot be read",
                e.toString(),
                "check the rights of its files, or copy the whole folder again",
                e);
    }

    /** Its folder or id, as it was asked for. */
    public String name() {
        return name;
    }

    /** What kind of network it is. */
    public ModelFamily family() {
        return family;
    }

    /** Differs where the configuration, a tensor's shape or the first and last of its values differ. */
    public String fingerprint() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("config", config);
        facts.put("generation", generation);
        try {
            for (StoredTensor tensor : tensors.values()) {
                facts.put(tensor.name(), tensor.type() + tensor.shape() + tensor.sample());
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return Fingerprint.of(CONFIG, facts);
    }

    /** Its config.json. */
    JsonNode config() {
        return config;
    }

    /** Its generation_config.json; an empty object where it has none. */
    JsonNode generation() {
        return generation;
    }

    /** Its tensors by name; their values are still in the file. */
    Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** Its special tokens: what generation_config.json says, and else config.json. */
    SpecialTokens special() {
        return SpecialTokens.of(generation, config);
    }

    /**
     * Its tokenizer; close it.
     *
     * @throws Prompt2ModelException if it has none that can be read
     */
    public Tokenizer tokenizer() {
        try {
            if (Files.isRegularFile(folder.resolve(SubwordTokenizer.FILE))) {
                return SubwordTokenizer.open(folder, special());
            }
            Path settings = folder.resolve("tokenizer_config.json");
            String kind = Files.isRegularFile(settings)
                    ? StudentFiles.json(settings).path("tokenizer_class").asText()
                    : config.path("tokenizer_class").asText();
            if (kind.equals(ByteTokenizer.CLASS)) {
                return new ByteTokenizer();
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        throw new Prompt2ModelException(
                "The checkpoint " + name + " has no " + SubwordTokenizer.FILE,
                "tokenizers are read from that file; spiece.model, vocab.json and merges.txt alone are not read",
                "let transformers write it: AutoTokenizer.from_pretrained(\"" + name + "\").save_pretrained(folder)");
    }

    /** Most tokens of a text as its tokenizer_config.json has it, where transformers cuts; no limit where it has none. */
    int longestText() {
        Path settings = folder.resolve("tokenizer_config.json");
        try {
            double limit = Files.isRegularFile(settings)
                    ? json(settings.getFileName().toString())
                            .path("model_max_length")
                            .asDouble(Integer.MAX_VALUE)
                    : Integer.MAX_VALUE;
            return (int) Math.min(limit, Integer.MAX_VALUE); // "none" is written as 1e30
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /**
     * Its weights in the order of a layout.
     *
     * @param named its {@link #tensors}, under the layout's names and without those that the network does not use
     * @throws Prompt2ModelException if tensors are missing, surplus or of another shape; each is named
     */
    FlatWeights weights(WeightLayout layout, Map<String, StoredTensor> named) {
        return weights(layout, named, Map.of());
    }

    /**
     * As {@link #weights(WeightLayout, Map)}, with values for tensors that it need not have.
     *
     * @param fresh values by name, row by row
     */
    FlatWeights weights(WeightLayout layout, Map<String, StoredTensor> named, Map<String, float[]> fresh) {
        FlatWeights weights = layout.read(named, fresh, name);
        return target -> {
            try {
                weights.copyTo(target);
            } catch (UncheckedIOException e) {
                throw unreadable(folder, e.getCause());
            }
        };
    }
}

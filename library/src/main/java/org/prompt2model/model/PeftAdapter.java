package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Adapters in the format of PEFT (github.com/huggingface/peft): adapter_config.json beside adapter_model.safetensors.
 *
 * @param base folder or id of the checkpoint that they adapt
 */
record PeftAdapter(LoraOptions options, String base) {
    static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";

    void write(Path folder, List<SafeTensors.Tensor> tensors) throws IOException {
        ObjectNode json = StudentFiles.newJson().put("peft_type", "LORA").put("task_type", "CAUSAL_LM");
        json.put("base_model_name_or_path", base).put("r", options.rank()).put("lora_alpha", options.alpha());
        json.put("lora_dropout", options.dropout()).put("bias", "none").put("fan_in_fan_out", false);
        json.put("inference_mode", true).put("init_lora_weights", true);
        ArrayNode targets = json.putArray("target_modules");
        options.targets().forEach(targets::add);
        SafeTensors.write(folder.resolve(WEIGHTS), tensors);
        StudentFiles.json(folder.resolve(CONFIG), json);
    }

    /** The adapter of a folder, if it has one. */
    static Optional<PeftAdapter> find(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(CONFIG)) ? Optional.of(read(folder)) : Optional.empty();
    }

    /**
     * Reads what an adapter is, without its weights.
     *
     * @throws Prompt2ModelException if it is no plain LoRA
     */
    static PeftAdapter read(Path folder) throws IOException {
        JsonNode json = StudentFiles.json(folder.resolve(CONFIG));
        List<String> unfit = new ArrayList<>();
        for (String name : List.of("use_dora", "use_rslora", "rank_pattern", "alpha_pattern", "modules_to_save")) {
            JsonNode value = json.path(name);
            if (value.asBoolean() || !value.isEmpty()) {
                unfit.add(name);
            }
        }
        if (!json.path("peft_type").asText().equals("LORA") || !unfit.isEmpty()) {
            throw new Prompt2ModelException(
                    "The adapter in " + folder + " cannot be used",
                    "it is no plain LoRA: " + json.path("peft_type").asText() + " " + String.join(", ", unfit),
                    "let peft merge it into its base model with merge_and_unload(), and open that");
        }
        List<String> targets = new ArrayList<>();
        json.path("target_modules").forEach(target -> targets.add(target.asText()));
        LoraOptions options = new LoraOptions(
                json.path("r").asInt(),
                json.path("lora_alpha").asDouble(),
                json.path("lora_dropout").asDouble(),
                targets,
                false);
        return new PeftAdapter(options, json.path("base_model_name_or_path").asText());
    }

    /** Its base model with the adapter's weights, from the folder that holds them. */
    LlamaNetwork open(Path folder, Checkpoint checkpoint) throws IOException {
        LlamaNetwork network = LlamaNetwork.adapted(checkpoint, options, 0, false);
        network.fill(network.trained().read(SafeTensorsHeader.read(folder.resolve(WEIGHTS)), folder.toString()));
        return network;
    }
}

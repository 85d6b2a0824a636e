package org.prompt2model.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/** A network that reads one text and writes another. */
public abstract class TextNetwork extends Network {
    TextNetwork(
            List<String> sources,
            Map<String, Object> attributes,
            WeightLayout layout,
            float[] weights,
            boolean bfloat16) {
        super(sources, attributes, layout, weights, bfloat16);
    }

    /**
     * The network of a checkpoint with its weights, all of which are trained.
     *
     * @throws Prompt2ModelException if its family writes no text, or the weights do not fit the config.json
     */
    static TextNetwork of(Checkpoint checkpoint, boolean bfloat16) {
        return switch (checkpoint.family()) {
            case T5 -> T5Network.of(checkpoint, bfloat16);
            case LLAMA -> LlamaNetwork.of(checkpoint, bfloat16);
            case ENCODER ->
                throw new Prompt2ModelException(
                        "The checkpoint " + checkpoint.name() + " writes no text",
                        "it is an encoder alone",
                        "choose one of the T5 or the Llama family");
        };
    }

    /**
     * A batch to learn from.
     *
     * @param sources B inputs as tokens
     * @param targets B outputs as tokens, each ended
     */
    public abstract Batch batch(int[][] sources, int[][] targets);

    /**
     * The most likely token at each place (greedy decoding), for all rows at once.
     *
     * @param sources B inputs as tokens, at least one each
     * @param limit most tokens of an answer, its end included
     */
    public abstract List<Answer> generate(int[][] sources, int limit);

    /** Number of weights that training leaves as they are. */
    public long frozenParameters() {
        return 0;
    }

    /** Its weights as the tensors of a checkpoint. */
    abstract List<SafeTensors.Tensor> toTensors();

    /** The config.json that transformers reads. */
    abstract ObjectNode json();

    /** The tokens of the generation_config.json that transformers reads. */
    abstract ObjectNode generation();

    /** Writes the weights and what transformers needs to build the network around them. */
    void write(Path folder) throws IOException {
        SafeTensors.write(folder.resolve(ShardedTensors.WEIGHTS), toTensors());
        StudentFiles.json(folder.resolve("config.json"), json());
    }

    /** Tokens that end an answer, as configurations name them: a number, or a list of several. */
    static void putEnds(ObjectNode json, List<Integer> ends) {
        if (ends.size() == 1) {
            json.put("eos_token_id", ends.get(0));
        } else {
            ends.forEach(json.putArray("eos_token_id")::add);
        }
    }
}

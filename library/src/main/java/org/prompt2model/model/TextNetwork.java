package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;

/** A network that reads one text and writes another. */
public abstract class TextNetwork extends Network {
    TextNetwork(
            List<String> sources,
            Map<String, Object> attributes,
            WeightLayout layout,
            FlatWeights weights,
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
     * @param limit most tokens of an answer, its end included, at least 1
     */
    public final List<Answer> generate(int[][] sources, int limit) {
        return generate(sources, Decoding.of(limit, DecodingOptions.defaults()));
    }

    /** Answers to B inputs as tokens, at least one each, for all rows at once. */
    final synchronized List<Answer> generate(int[][] sources, Decoding decoding) {
        try (NDManager scope = newScope()) {
            NDList results = decoding.isBeamSearch()
                    ? call(
                            scope,
                            "beam_search",
                            read(scope, sources),
                            lengths(scope, sources),
                            decoding.counts(scope),
                            decoding.amounts(scope),
                            decoding.allowed().kinds(scope),
                            decoding.allowed().after(scope),
                            decoding.allowed().need(scope),
                            decoding.stops(scope))
                    : call(
                            scope,
                            "generate",
                            read(scope, sources),
                            lengths(scope, sources),
                            decoding.counts(scope),
                            decoding.amounts(scope),
                            decoding.uniform(scope, sources),
                            decoding.allowed().kinds(scope),
                            decoding.allowed().after(scope),
                            decoding.allowed().need(scope),
                            decoding.stops(scope));
            return Answer.of(
                    sources.length, results.get(0).toLongArray(), results.get(1).toFloatArray(), ends());
        }
    }

    private static NDArray lengths(NDManager scope, int[][] sources) {
        return scope.create(
                Arrays.stream(sources).mapToLong(source -> source.length).toArray());
    }

    /** Inputs (B, S) as the network's {@code begin} reads them. */
    abstract NDArray read(NDManager scope, int[][] sources);

    /** Tokens that end an answer. */
    abstract List<Integer> ends();

    /** Number of weights that training leaves as they are. */
    public long frozenParameters() {
        return 0;
    }

    /** Its weights as the tensors of a checkpoint; the network must stay as it is until they are written. */
    List<SafeTensors.Tensor> toTensors() {
        return trainedTensors();
    }

    /** The config.json that transformers reads. */
    abstract ObjectNode json();

    /** The tokens of the generation_config.json that transformers reads. */
    abstract ObjectNode generation();

    /** Writes the weights and what transformers needs to build the network around them. */
    synchronized void write(Path folder) throws IOException {
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

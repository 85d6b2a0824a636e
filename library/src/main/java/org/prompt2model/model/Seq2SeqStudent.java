package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** A T5 that writes its answer; saved in the format of transformers. */
public final class Seq2SeqStudent extends NetworkStudent {
    static final String KIND = "seq2seq";

    private final T5Network network;
    private final Tokenizer tokenizer;
    private final int longestInput;
    private final int longestAnswer;

    /**
     * @param network is closed with the student
     * @param tokenizer is closed with the student
     * @param longestInput most tokens of an input; what is longer loses its end
     * @param longestAnswer most tokens of an answer, its end included
     */
    public Seq2SeqStudent(
            T5Network network,
            Tokenizer tokenizer,
            ModelCard card,
            Table history,
            int longestInput,
            int longestAnswer) {
        super(card, history);
        this.network = network;
        this.tokenizer = tokenizer;
        this.longestInput = longestInput;
        this.longestAnswer = longestAnswer;
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        int[][] sources = new int[inputs.size()][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = tokenizer.encode(inputs.get(i), longestInput);
        }
        return network.generate(sources, longestAnswer).stream()
                .map(answer -> new Prediction(tokenizer.decode(answer.tokens()), answer.probability()))
                .toList();
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            facts.put("longest_input", longestInput).put("longest_answer", longestAnswer);
            SafeTensors.write(
                    into.resolve(ShardedTensors.WEIGHTS),
                    network.config().layout().toTensors(network.weights()));
            StudentFiles.json(into.resolve("config.json"), network.json());
            tokenizer.save(into);
            StudentFiles.json(into.resolve("generation_config.json"), generation());
        });
    }

    private ObjectNode generation() {
        ObjectNode json = StudentFiles.newJson()
                .put("decoder_start_token_id", network.config().variant().start());
        tokenizer.special().pad().ifPresent(pad -> json.put("pad_token_id", pad));
        List<Integer> ends = network.config().variant().ends();
        if (ends.size() == 1) {
            json.put("eos_token_id", ends.get(0));
        } else {
            ends.forEach(json.putArray("eos_token_id")::add);
        }
        return json.put("max_new_tokens", longestAnswer);
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) {
        Checkpoint checkpoint = Checkpoint.open(folder.toString(), folder);
        return new Seq2SeqStudent(
                T5Network.of(checkpoint, false),
                checkpoint.tokenizer(),
                card,
                history,
                facts.path("longest_input").asInt(),
                facts.path("longest_answer").asInt());
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}

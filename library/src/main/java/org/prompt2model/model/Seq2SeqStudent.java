package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** A T5, or a decoder of the Llama family, that writes its answer; saved in the format of transformers. */
public final class Seq2SeqStudent extends NetworkStudent {
    static final String KIND = "seq2seq";

    private final TextNetwork network;
    private final TextFormat format;
    private final int longestInput;
    private final int longestAnswer;

    /**
     * @param network is closed with the student
     * @param format is closed with the student
     * @param longestInput most tokens of an input; what is longer loses its end
     * @param longestAnswer most tokens of an answer, its end included
     */
    public Seq2SeqStudent(
            TextNetwork network,
            TextFormat format,
            ModelCard card,
            Table history,
            int longestInput,
            int longestAnswer) {
        super(card, history);
        this.network = network;
        this.format = format;
        this.longestInput = longestInput;
        this.longestAnswer = longestAnswer;
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        int[][] sources = new int[inputs.size()][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = format.source(inputs.get(i), longestInput);
        }
        return network.generate(sources, longestAnswer).stream()
                .map(answer -> new Prediction(format.output(answer), answer.probability()))
                .toList();
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            facts.put("longest_input", longestInput).put("longest_answer", longestAnswer);
            if (format instanceof TextFormat.Continued continued) {
                continued.write(facts);
            }
            network.write(into);
            StudentFiles.json(into.resolve("generation_config.json"), generation());
            format.tokenizer().save(into);
        });
    }

    private ObjectNode generation() {
        ObjectNode json = network.generation();
        format.tokenizer().special().pad().ifPresent(pad -> json.put("pad_token_id", pad));
        return json.put("max_new_tokens", longestAnswer);
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) throws IOException {
        Optional<PeftAdapter> adapter = PeftAdapter.find(folder);
        Checkpoint checkpoint = adapter.isPresent()
                ? Checkpoint.open(adapter.get().base())
                : Checkpoint.open(folder.toString(), folder);
        TextNetwork network =
                adapter.isPresent() ? adapter.get().open(folder, checkpoint) : TextNetwork.of(checkpoint, false);
        Tokenizer tokenizer = checkpoint.tokenizer();
        return new Seq2SeqStudent(
                network,
                network instanceof LlamaNetwork
                        ? TextFormat.Continued.read(facts, tokenizer)
                        : new TextFormat.Encoded(tokenizer),
                card,
                history,
                facts.path("longest_input").asInt(),
                facts.path("longest_answer").asInt());
    }

    @Override
    public void close() {
        network.close();
        format.close();
    }
}

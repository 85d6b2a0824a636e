package org.prompt2model.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.prompt2model.corpus.Predictor;
import tech.tablesaw.api.Table;

/** A T5, or a decoder of the Llama family, that writes its answer; saved in the format of transformers. */
public final class Seq2SeqStudent extends NetworkStudent {
    static final String KIND = "seq2seq";

    private final AnswerWriter writer;
    private final Optional<AnswerConfidence> confidence;

    /**
     * @param writer is closed with the student
     * @param confidence how sure of its answers; where it is not known, as sure as the network is of all their tokens
     */
    public Seq2SeqStudent(AnswerWriter writer, ModelCard card, Table history, Optional<AnswerConfidence> confidence) {
        super(card, history);
        this.writer = writer;
        this.confidence = confidence;
    }

    @Override
    List<Prediction> answer(List<String> inputs) {
        return predictions(writer.write(inputs));
    }

    private List<Prediction> predictions(List<WrittenAnswer> written) {
        return written.stream()
                .map(each -> new Prediction(
                        each.text(),
                        confidence
                                .map(calibrated -> calibrated.of(each.answer()))
                                .orElseGet(() -> each.answer().probability())))
                .toList();
    }

    @Override
    public Predictor decoding(DecodingOptions options) {
        return new Decoded(this, options, writer.allowed(options));
    }

    /** A student that decodes otherwise; its name says so, for tables and stored predictions tell predictors by name. */
    private record Decoded(Seq2SeqStudent student, DecodingOptions options, AllowedTokens allowed)
            implements Predictor {
        @Override
        public String name() {
            return student.name() + " (" + options + ")";
        }

        @Override
        public Table predict(Table rows) {
            return student.predict(rows, inputs -> student.predictions(student.writer.write(inputs, options, allowed)));
        }

        @Override
        public OptionalLong parameters() {
            return student.parameters();
        }
    }

    @Override
    public Path save(Path folder) {
        return StudentFiles.save(folder, this, KIND, (facts, into) -> {
            writer.write(facts);
            writer.network().write(into);
            StudentFiles.json(into.resolve("generation_config.json"), generation());
            writer.tokenizer().save(into);
            AnswerConfidence.write(confidence, into);
        });
    }

    private ObjectNode generation() {
        ObjectNode json = writer.network().generation();
        writer.tokenizer().special().pad().ifPresent(pad -> json.put("pad_token_id", pad));
        return json.put("max_new_tokens", writer.longestAnswer());
    }

    static Student open(Path folder, JsonNode facts, ModelCard card, Table history) throws IOException {
        Optional<PeftAdapter> adapter = PeftAdapter.find(folder);
        Checkpoint checkpoint = adapter.isPresent()
                ? Checkpoint.open(adapter.get().base())
                : Checkpoint.open(folder.toString(), folder);
        TextNetwork network =
                adapter.isPresent() ? adapter.get().open(folder, checkpoint) : TextNetwork.of(checkpoint, false);
        return new Seq2SeqStudent(
                AnswerWriter.read(facts, network, checkpoint.tokenizer()),
                card,
                history,
                AnswerConfidence.read(folder));
    }

    @Override
    public void close() {
        writer.close();
    }
}

package org.prompt2model.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Answer;
import org.prompt2model.model.AnswerConfidence;
import org.prompt2model.model.AnswerWriter;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ByteTokenizer;
import org.prompt2model.model.Checkpoint;
import org.prompt2model.model.LlamaNetwork;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Seq2SeqStudent;
import org.prompt2model.model.Student;
import org.prompt2model.model.T5Config;
import org.prompt2model.model.T5Network;
import org.prompt2model.model.TextFormat;
import org.prompt2model.model.TextNetwork;
import org.prompt2model.model.WrittenAnswer;
import tech.tablesaw.api.Table;

/** A T5, or a decoder of the Llama family, that learns to write outputs. */
final class TextLearner implements Learner {
    private static final int MOST_TOKENS = 512;
    private static final int VALIDATION_BATCH = 100;
    private static final int VALIDATION_ROWS = 300;

    private final TextNetwork network;
    private final TextFormat format;
    private final int[][] sources;
    private final int[][] targets;
    private final List<Example> validation;
    private final AnswerWriter writer;
    private Optional<AnswerConfidence> confidence = Optional.empty();

    /** Over bytes, from random weights. */
    static TextLearner fromScratch(Splits data, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        return new TextLearner(
                new TextFormat.Encoded(new ByteTokenizer()),
                data,
                options.longInputs(),
                () -> T5Network.random(T5Config.byt5Nano(), options.seed(), bfloat16));
    }

    /** An encoder with a decoder, from the weights of a checkpoint. */
    static TextLearner t5(Checkpoint checkpoint, Splits data, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        return new TextLearner(
                TextFormat.of(checkpoint), data, options.longInputs(), () -> T5Network.of(checkpoint, bfloat16));
    }

    /** A decoder alone, from the weights of a checkpoint, which are trained themselves or through adapters. */
    static TextLearner llama(Checkpoint checkpoint, Splits data, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        Supplier<TextNetwork> network = () -> options.lora()
                .map(lora -> LlamaNetwork.adapted(checkpoint, lora, options.seed(), bfloat16))
                .orElseGet(() -> LlamaNetwork.of(checkpoint, bfloat16));
        return new TextLearner(TextFormat.of(checkpoint), data, options.longInputs(), network);
    }

    private TextLearner(
            TextFormat format, Splits data, LongInputs longInputs, Supplier<? extends TextNetwork> network) {
        this.format = format;
        UsableRows usable = new UsableRows(
                input -> format.source(input, Integer.MAX_VALUE).length,
                MOST_TOKENS,
                output -> format.tokenizer().encodePlain(output).length,
                longInputs);
        List<Example> train = usable.choose(DataRows.examples(data.train()));
        sources = encode(train.stream().map(Example::input).toList());
        targets = answers(train);
        List<Example> all = DataRows.examples(data.validation());
        validation = all.subList(0, Math.min(all.size(), VALIDATION_ROWS));
        int longest = 0;
        for (int[] target : targets) {
            longest = Math.max(longest, target.length);
        }
        // A quarter of slack: an unseen input may need a somewhat longer answer than any seen one.
        int longestAnswer = Math.min(MOST_TOKENS, longest + longest / 4 + 1);
        this.network = network.get(); // last, for data that cannot be read should cost no network's memory
        writer = new AnswerWriter(this.network, format, MOST_TOKENS, longestAnswer, labels(train));
    }

    /** The outputs where they are few, sorted; none where they are many. */
    private static List<String> labels(List<Example> train) {
        TreeSet<String> distinct = new TreeSet<>();
        train.forEach(example -> distinct.add(example.output()));
        return LabelLearner.areFew(distinct, train.size()) ? List.copyOf(distinct) : List.of();
    }

    private int[][] encode(List<String> texts) {
        return texts.stream().map(text -> format.source(text, MOST_TOKENS)).toArray(int[][]::new);
    }

    private int[][] answers(List<Example> examples) {
        return examples.stream()
                .map(example -> format.target(example.output(), MOST_TOKENS))
                .toArray(int[][]::new);
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public long frozenParameters() {
        return network.frozenParameters();
    }

    @Override
    public int[] lengths() {
        int[] lengths = new int[sources.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = sources[i].length;
        }
        return lengths;
    }

    @Override
    public Batch batch(int[] rows) {
        int[][] first = new int[rows.length][];
        int[][] second = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            first[i] = sources[rows[i]];
            second[i] = targets[rows[i]];
        }
        return network.batch(first, second);
    }

    @Override
    public Validation validate() {
        return new Validation(validationLoss(), validationScore());
    }

    private double validationLoss() {
        double sum = 0;
        double tokens = 0;
        for (List<Example> part : parts()) {
            int[][] outputs = answers(part);
            int[][] inputs = encode(part.stream().map(Example::input).toList());
            int count = 0;
            for (int[] output : outputs) {
                count += output.length;
            }
            sum += count * network.loss(network.batch(inputs, outputs));
            tokens += count;
        }
        return sum / tokens;
    }

    @Override
    public String metric() {
        return "exact_match";
    }

    private double validationScore() {
        List<Answer> answers = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (List<Example> part : parts()) {
            List<WrittenAnswer> written =
                    writer.write(part.stream().map(Example::input).toList());
            for (int i = 0; i < written.size(); i++) {
                answers.add(written.get(i).answer());
                right.add(written.get(i).text().equals(part.get(i).output()));
            }
        }
        confidence = AnswerConfidence.fit(answers, right);
        return (double) Collections.frequency(right, true) / validation.size();
    }

    @Override
    public void calibrate() {
        validationScore();
    }

    private List<List<Example>> parts() {
        List<List<Example>> parts = new ArrayList<>();
        for (int from = 0; from < validation.size(); from += VALIDATION_BATCH) {
            parts.add(validation.subList(from, Math.min(validation.size(), from + VALIDATION_BATCH)));
        }
        return parts;
    }

    @Override
    public int validationRows() {
        return validation.size();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("prompt template", format.template().replace("\n", "\\n"));
        facts.put(
                "confidence",
                confidence
                        .map(fitted -> "calibrated on " + fitted.rows() + " validation rows")
                        .orElse("not calibrated, it is the probability of the whole answer: " + validation.size()
                                + " validation rows are fewer than " + AnswerConfidence.FEWEST_ROWS));
        return facts;
    }

    @Override
    public void close() {
        writer.close();
    }

    @Override
    public Student student(ModelCard card, Table history) {
        return new Seq2SeqStudent(writer, card, history, confidence);
    }
}

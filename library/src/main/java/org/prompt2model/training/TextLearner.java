package org.prompt2model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.Batch;
import org.prompt2model.model.ByteTokenizer;
import org.prompt2model.model.Checkpoint;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Network;
import org.prompt2model.model.Seq2SeqStudent;
import org.prompt2model.model.Student;
import org.prompt2model.model.T5Config;
import org.prompt2model.model.T5Network;
import org.prompt2model.model.Tokenizer;
import tech.tablesaw.api.Table;

/** A T5 that learns to write outputs. */
final class TextLearner implements Learner {
    private static final int MOST_TOKENS = 512;
    private static final int VALIDATION_BATCH = 100;
    private static final int VALIDATION_ROWS = 300;

    private final T5Network network;
    private final Tokenizer tokenizer;
    private final int[][] sources;
    private final int[][] targets;
    private final List<Example> validation;
    private final int longestAnswer;

    /** Over bytes, from random weights. */
    static TextLearner fromScratch(Splits data, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        return new TextLearner(
                new ByteTokenizer(),
                data,
                options.longInputs(),
                () -> T5Network.random(T5Config.byt5Nano(), options.seed(), bfloat16));
    }

    /** From the weights of a checkpoint. */
    static TextLearner of(Checkpoint checkpoint, Splits data, TrainingOptions options) {
        boolean bfloat16 = options.precision().bfloat16();
        return new TextLearner(
                checkpoint.tokenizer(), data, options.longInputs(), () -> T5Network.of(checkpoint, bfloat16));
    }

    private TextLearner(Tokenizer tokenizer, Splits data, LongInputs longInputs, Supplier<T5Network> network) {
        this.tokenizer = tokenizer;
        UsableRows usable = new UsableRows(
                input -> tokenizer.encode(input).length,
                MOST_TOKENS,
                output -> tokenizer.encodePlain(output).length,
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
        longestAnswer = Math.min(MOST_TOKENS, longest + longest / 4 + 1);
        this.network = network.get(); // last, for data that cannot be read should cost no network's memory
    }

    private int[][] encode(List<String> texts) {
        return texts.stream().map(text -> tokenizer.encode(text, MOST_TOKENS)).toArray(int[][]::new);
    }

    private int[][] answers(List<Example> examples) {
        return examples.stream().map(example -> ended(example.output())).toArray(int[][]::new);
    }

    // A network learns to stop only from targets that end, and not every tokenizer ends a text by itself.
    private int[] ended(String text) {
        int[] tokens = tokenizer.encode(text, MOST_TOKENS);
        if (tokens.length > 0 && tokenizer.special().isEnd(tokens[tokens.length - 1])) {
            return tokens;
        }
        int kept = Math.min(tokens.length, MOST_TOKENS - 1);
        int[] ended = Arrays.copyOf(tokens, kept + 1);
        ended[kept] = tokenizer.special().ends().get(0);
        return ended;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public long frozenParameters() {
        return 0;
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
        return new Batch.Texts(first, second);
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
            sum += count * network.loss(new Batch.Texts(inputs, outputs));
            tokens += count;
        }
        return sum / tokens;
    }

    @Override
    public String metric() {
        return "exact_match";
    }

    private double validationScore() {
        int right = 0;
        for (List<Example> part : parts()) {
            int[][] inputs = encode(part.stream().map(Example::input).toList());
            List<T5Network.Answer> answers = network.generate(inputs, longestAnswer);
            for (int i = 0; i < answers.size(); i++) {
                String answer = tokenizer.decode(answers.get(i).tokens());
                right += answer.equals(part.get(i).output()) ? 1 : 0;
            }
        }
        return (double) right / validation.size();
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
        return Map.of("prompt template", "{input}");
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }

    @Override
    public Student student(ModelCard card, Table history) {
        return new Seq2SeqStudent(network, tokenizer, card, history, MOST_TOKENS, longestAnswer);
    }
}

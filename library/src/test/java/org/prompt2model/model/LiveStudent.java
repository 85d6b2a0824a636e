package org.prompt2model.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Splits;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import org.prompt2model.training.FineTuning;
import org.prompt2model.training.Precision;
import org.prompt2model.training.TrainingOptions;
import tech.tablesaw.api.Table;

/** The Java half of src/test/python/live_comparison.py: trains a checkpoint, saves the student, and answers with ids or logits. */
final class LiveStudent {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_INPUT = 512;
    private static final int LONGEST_ANSWER = 24;

    private LiveStudent() {}

    /**
     * {@code checkpoint rows.json student answers.json epochs learningRate way}: rows are pairs of texts; the way is
     * {@code full}, {@code lora} (merged where it is saved) or {@code adapter} (saved alone).
     */
    public static void main(String[] arguments) throws IOException {
        Path student = Path.of(arguments[2]);
        String[][] pairs = JSON.readValue(Path.of(arguments[1]).toFile(), String[][].class);
        List<Example> examples = new ArrayList<>();
        for (String[] pair : pairs) {
            examples.add(new Example(pair[0], pair[1]));
        }
        Table rows = DataRows.of("rows", examples, "generated");
        Run.use(student.resolveSibling("run"));
        TrainingOptions options = TrainingOptions.defaults()
                .epochs(Integer.parseInt(arguments[4]))
                .batchSize(8)
                .evaluations(1)
                .learningRate(Double.parseDouble(arguments[5]))
                .precision(Precision.FLOAT32);
        if (!arguments[6].equals("full")) {
            options = options.lora(LoraOptions.of(8, 16).merged(arguments[6].equals("lora")));
        }
        Task task = new Task("Write the date.", rows);
        try (Student trained = FineTuning.fineTune(task, arguments[0], new Splits(rows, rows, rows), options)) {
            trained.save(student);
        }
        Files.write(Path.of(arguments[3]), JSON.writeValueAsBytes(answers(student, examples)));
    }

    private static Object answers(Path student, List<Example> examples) throws IOException {
        Optional<PeftAdapter> adapter = PeftAdapter.find(student);
        if (adapter.isPresent()) {
            Checkpoint base = Checkpoint.open(adapter.get().base());
            return ids(adapter.get().open(student, base), base, examples);
        }
        Checkpoint checkpoint = Checkpoint.open(student.toString());
        return checkpoint.family() == ModelFamily.ENCODER
                ? logits(checkpoint, examples)
                : ids(TextNetwork.of(checkpoint, false), checkpoint, examples);
    }

    private static float[][] logits(Checkpoint checkpoint, List<Example> examples) {
        try (EncoderNetwork network = EncoderNetwork.trained(checkpoint);
                Tokenizer tokenizer = checkpoint.tokenizer()) {
            return network.logits(examples.stream()
                    .map(example -> tokenizer.encode(example.input(), network.longestInput()))
                    .toArray(int[][]::new));
        }
    }

    private static List<int[]> ids(TextNetwork opened, Checkpoint checkpoint, List<Example> examples) {
        try (TextNetwork network = opened;
                TextFormat format = TextFormat.of(checkpoint)) {
            int[][] sources = examples.stream()
                    .map(example -> format.source(example.input(), LONGEST_INPUT))
                    .toArray(int[][]::new);
            return network.generate(sources, LONGEST_ANSWER).stream()
                    .map(Answer::tokens)
                    .toList();
        }
    }
}

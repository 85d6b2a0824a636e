package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/**
 * The labels of a task with a closed set of outputs. A task has one if it shows two or more different outputs, and each
 * of them is a short phrase that its instruction names.
 */
final class LabelSet {
    private static final int MOST_WORDS = 3;

    private final String instruction;
    private final Map<String, String> labels;

    private LabelSet(String instruction, Map<String, String> labels) {
        this.instruction = instruction;
        this.labels = labels;
    }

    /** The labels that the demonstrations show, in their spelling and order. */
    List<String> shown() {
        return List.copyOf(labels.values());
    }

    /** The task's labels; empty where its outputs are open. */
    static Optional<LabelSet> of(Task task) {
        String instruction = task.instruction().toLowerCase(Locale.ROOT);
        List<Example> examples = task.examples();
        Map<String, String> labels = new LinkedHashMap<>();
        for (Example example : examples) {
            String output = example.output().strip();
            if (!named(output, instruction)) {
                return Optional.empty();
            }
            labels.put(output.toLowerCase(Locale.ROOT), output);
        }
        return labels.size() < 2 ? Optional.empty() : Optional.of(new LabelSet(instruction, labels));
    }

    /**
     * The label that an output means, spelled as in the demonstrations. A label that only the instruction names counts
     * as well: demonstrations need not show each of them.
     */
    Optional<String> canonical(String output) {
        String shown = labels.get(output.toLowerCase(Locale.ROOT));
        if (shown != null) {
            return Optional.of(shown);
        }
        return named(output, instruction) && output.length() > 2 ? Optional.of(output) : Optional.empty();
    }

    @Override
    public String toString() {
        return String.join(", ", labels.values());
    }

    private static boolean named(String output, String instruction) {
        if (output.isBlank() || output.strip().split("\\s+", -1).length > MOST_WORDS) {
            return false;
        }
        String phrase = Pattern.quote(output.strip().toLowerCase(Locale.ROOT));
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + phrase + "(?![\\p{L}\\p{N}])")
                .matcher(instruction)
                .find();
    }
}

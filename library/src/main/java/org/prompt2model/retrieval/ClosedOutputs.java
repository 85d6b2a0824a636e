package org.prompt2model.retrieval;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/** Tells whether a task's outputs look like a small closed set of labels. */
public final class ClosedOutputs {
    private static final int ENOUGH = 4;

    private ClosedOutputs() {}

    /**
     * True if the instruction itself names every demonstrated output, or if at least four demonstrations share half as
     * many outputs or fewer.
     */
    public static boolean in(Task task) {
        List<String> outputs = task.examples().stream()
                .map(Example::output)
                .map(output -> output.strip().toLowerCase(Locale.ROOT))
                .toList();
        long distinct = outputs.stream().distinct().count();
        if (distinct < 2) {
            return false;
        }
        String instruction = task.instruction().toLowerCase(Locale.ROOT);
        return outputs.stream().allMatch(output -> names(instruction, output))
                || (outputs.size() >= ENOUGH && distinct * 2 <= outputs.size());
    }

    private static boolean names(String instruction, String output) {
        return !output.isEmpty()
                && Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(output) + "(?![\\p{L}\\p{N}])")
                        .matcher(instruction)
                        .find();
    }
}

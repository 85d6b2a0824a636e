package org.prompt2model.generation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/** Says why a row cannot be used, by rules that need no other row. */
final class RowFilter {
    private final Optional<LabelSet> labels;
    private final Set<String> demonstrated = new HashSet<>();
    private final int maxCharacters;

    RowFilter(Task task, int maxCharacters) {
        this.labels = LabelSet.of(task);
        this.maxCharacters = maxCharacters;
        for (Example example : task.examples()) {
            demonstrated.add(example.input().strip());
        }
    }

    /** The row with its label spelled as in the demonstrations, or with the reason why it cannot be used. */
    Draft check(Draft draft) {
        if (draft.input().isBlank() || draft.output().isBlank()) {
            return draft.because("empty " + (draft.input().isBlank() ? "input" : "output"));
        }
        if (draft.input().length() > maxCharacters || draft.output().length() > maxCharacters) {
            return draft.because("longer than " + maxCharacters + " characters");
        }
        if (demonstrated.contains(draft.input())) {
            return draft.because("same input as a demonstration");
        }
        if (labels.isEmpty()) {
            return draft;
        }
        Optional<String> label = labels.get().canonical(draft.output());
        return label.map(draft::withOutput)
                .orElseGet(() -> draft.because("not one of the task's labels (" + labels.get() + ")"));
    }
}

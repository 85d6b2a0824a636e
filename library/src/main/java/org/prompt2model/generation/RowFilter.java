package org.prompt2model.generation;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/** Says why a text cannot be used, by rules that need no other row. */
final class RowFilter {
    private final Optional<LabelSet> labels;
    private final Optional<Scripts> scripts;
    private final Set<String> demonstrated = new HashSet<>();
    private final int maxCharacters;

    /** @param sameScript whether texts must be in the scripts of the task */
    RowFilter(Task task, int maxCharacters, boolean sameScript) {
        this.labels = LabelSet.of(task);
        this.scripts = sameScript ? Optional.of(new Scripts(task)) : Optional.empty();
        this.maxCharacters = maxCharacters;
        for (Example example : task.examples()) {
            demonstrated.add(example.input().strip());
        }
    }

    /** Why an input cannot be used; empty where it can. */
    String input(String text) {
        return demonstrated.contains(text) ? "same input as a demonstration" : text("input", text);
    }

    /** Why an output cannot be used; empty where it can. */
    String output(String text) {
        String reason = text("output", text);
        boolean foreign = reason.isEmpty()
                && labels.isPresent()
                && labels.get().canonical(text).isEmpty();
        return foreign ? "not one of the task's labels (" + labels.get() + ")" : reason;
    }

    /** A label spelled as in the demonstrations; any other output as it is. */
    String spelled(String output) {
        return labels.flatMap(set -> set.canonical(output)).orElse(output);
    }

    /** The row with its label spelled as in the demonstrations, or with the reason why it cannot be used. */
    Draft check(Draft draft) {
        String reason = input(draft.input());
        String why = reason.isEmpty() ? output(draft.output()) : reason;
        return why.isEmpty() ? draft.withOutput(spelled(draft.output())) : draft.because(why);
    }

    private String text(String what, String text) {
        if (text.isBlank()) {
            return "empty " + what;
        }
        if (text.length() > maxCharacters) {
            return "longer than " + maxCharacters + " characters";
        }
        if (text.codePoints().anyMatch(RowFilter::isNoText)) {
            return "control characters in the " + what;
        }
        return scripts.flatMap(known -> known.foreign(text)).map(this::foreign).orElse("");
    }

    private String foreign(UnicodeScript script) {
        return "written in " + script.toString().charAt(0)
                + script.toString().substring(1).toLowerCase(Locale.ROOT) + " letters, which the task does not use";
    }

    /** Control characters but tab and line ends, and halves of a surrogate pair. */
    private static boolean isNoText(int c) {
        boolean layout = c == '\t' || c == '\n' || c == '\r';
        return (Character.isISOControl(c) && !layout) || Character.getType(c) == Character.SURROGATE;
    }
}

package org.prompt2model.prompt;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

/** The stage {@code parsePrompt}: free text becomes a {@link Task}. */
public final class PromptParser {
    static final String STAGE = "parsePrompt";

    private static final Pattern SPEAKS_OF_EXAMPLES = Pattern.compile(
            "(?i)\\bexamples?\\b|for instance|e\\.g\\.|->|=>|→|\\bbecomes?\\b|\\binput\\b.*\\boutput\\b");

    private PromptParser() {}

    /**
     * Splits a prompt into its instruction and its examples. A prompt whose examples are marked ({@code Input: ...},
     * {@code Output: ...}, or one a line with an arrow) or that has none needs no teacher; any other goes to one. The
     * task becomes the current one of the run.
     *
     * @throws Prompt2ModelException if the prompt is empty, holds examples only, or its teacher's replies are unusable
     */
    public static Task parse(String prompt, PromptOptions options) {
        if (prompt == null || prompt.isBlank()) {
            throw new Prompt2ModelException(
                    "The prompt is empty",
                    "a prompt says in words what the model is to do, with a few examples",
                    "write for example: Rewrite a date in ISO 8601.\\n\\nInput: March 3rd, 2021\\nOutput: 2021-03-03");
        }
        LabelledPrompt marked = LabelledPrompt.of(prompt);
        boolean free = marked.examples().isEmpty()
                && SPEAKS_OF_EXAMPLES.matcher(prompt).find();
        Optional<Teacher> teacher =
                free ? Optional.of(options.teacher().orElseGet(Teachers::fromEnvironment)) : Optional.empty();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("prompt", Fingerprint.of(prompt));
        facts.put("teacher", teacher.map(Teacher::name).orElse("none needed"));
        return Run.current().call(STAGE, facts, () -> {
            LabelledPrompt parts =
                    teacher.map(reader -> FreePrompt.read(prompt, reader)).orElse(marked);
            return task(parts, teacher.map(Teacher::rehearsal).orElse(false));
        });
    }

    private static Task task(LabelledPrompt parts, boolean rehearsal) {
        if (parts.instruction().isBlank()) {
            throw new Prompt2ModelException(
                    "The prompt has examples but no instruction",
                    "nothing stands before the first example",
                    "say in a sentence or two above the examples what the model is to do");
        }
        List<Example> examples = parts.examples().stream()
                .filter(example ->
                        !example.input().isBlank() && !example.output().isBlank())
                .toList();
        List<Example> distinct = List.copyOf(new LinkedHashSet<>(examples));
        if (distinct.isEmpty()) {
            ProgressMeter.notice(
                    STAGE,
                    "the prompt has no examples: generated rows may miss the form that you have in mind, and no label set"
                            + " can be checked; three to five examples help most");
        } else if (distinct.size() < parts.examples().size()) {
            ProgressMeter.notice(
                    STAGE, parts.examples().size() - distinct.size() + " empty or repeated example(s) left out");
        }
        Table demonstrations = DataRows.of(Rehearsal.label("demonstrations", rehearsal), distinct, "demonstration");
        Task task = new Task(parts.instruction(), demonstrations);
        Run.current().keep(Task.class, task);
        return task;
    }
}

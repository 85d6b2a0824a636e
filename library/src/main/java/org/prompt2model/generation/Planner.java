package org.prompt2model.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;

/** Has the teacher prepare a task before rows are asked for: a plan, and a translation where one is wanted. */
final class Planner {
    private static final String STAGE = DatasetGenerator.STAGE;
    private static final int TOKENS = 1_500;
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_ATTRIBUTES = 8;
    private static final int MOST_VALUES = 20;
    private static final int MOST_LABELS = 100;

    private Planner() {}

    /** The plan of the teacher; none where its reply holds none, which is told. */
    static Plan plan(Task task, Generation.Asking asking, long seed) {
        Optional<Reply> reply = ask(
                asking, new Question(asking.prompts().plan(), 0, seed, TOKENS), "plan(Plan.NONE) to do without one");
        if (reply.isEmpty()) {
            return Plan.NONE;
        }
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        JsonReplies.objects(Errand.text(reply.get())).stream().findFirst().ifPresent(object -> object.properties()
                .forEach(field -> read(field, attributes)));
        List<String> labels = labels(attributes.remove(Plan.LABEL), task);
        if (!labels.isEmpty()) {
            attributes.put(Plan.LABEL, labels);
        }
        if (attributes.isEmpty()) {
            ProgressMeter.notice(STAGE, "no plan, so all requests ask for the same: " + Errand.trouble(reply.get()));
        }
        return new Plan(attributes);
    }

    /** The task with its instruction in English. */
    static Task translated(Task task, Generation.Asking asking, long seed) {
        Question question = new Question("""
            Translate the instruction below into English. Keep what is quoted, examples of inputs and outputs, and the names
            of labels as they are.

            ## Instruction to translate
            %s

            ## Reply
            Reply with the translation alone.
            """.formatted(task.instruction()), 0, seed, TOKENS);
        String english = ask(asking, question, "language(PromptLanguage.KEPT)")
                .map(Errand::text)
                .orElse("")
                .strip();
        if (english.isEmpty()) {
            throw new Prompt2ModelException(
                    "The instruction could not be translated",
                    asking.teacher().name() + " gave no translation",
                    "choose language(PromptLanguage.KEPT), or translate it yourself");
        }
        ProgressMeter.notice(STAGE, "the instruction in English: " + english);
        return new Task(english, task.demonstrations());
    }

    /** A request that fails is not in the journal: to go on without its reply would change all later prompts. */
    private static Optional<Reply> ask(Generation.Asking asking, Question question, String otherwise) {
        Optional<Reply> reply = Single.ask(STAGE, asking.teacher(), asking.budget(), question);
        if (reply.isPresent() && reply.get() instanceof Reply.Failed failed) {
            throw new Prompt2ModelException(
                    asking.teacher().name() + " could not be asked how to go about the task",
                    failed.why(),
                    "call it again, or choose " + otherwise);
        }
        return reply;
    }

    private static void read(Map.Entry<String, JsonNode> field, Map<String, List<String>> attributes) {
        String name = line(field.getKey());
        int most = name.equalsIgnoreCase(Plan.LABEL) ? MOST_LABELS : MOST_VALUES;
        List<String> values = new ArrayList<>();
        field.getValue().forEach(value -> {
            String text = line(value.asText());
            if (!text.isEmpty() && text.length() <= LONGEST_VALUE && values.size() < most) {
                values.add(text);
            }
        });
        if (!name.isEmpty() && !values.isEmpty() && attributes.size() < MOST_ATTRIBUTES) {
            attributes.put(name.equalsIgnoreCase(Plan.LABEL) ? Plan.LABEL : name, values);
        }
    }

    /** Of the labels that the teacher lists, those that the task has, spelled as shown; none where one shown is missing. */
    private static List<String> labels(List<String> listed, Task task) {
        if (listed == null || listed.size() < 2) {
            return List.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Optional<LabelSet> known = LabelSet.of(task);
        for (String label : listed) {
            known.map(set -> set.canonical(label))
                    .orElse(Optional.of(label))
                    .ifPresent(spelled -> labels.put(label.toLowerCase(Locale.ROOT), spelled));
        }
        for (Example example : task.examples()) {
            String shown = example.output().strip();
            if (labels.replace(shown.toLowerCase(Locale.ROOT), shown) == null) {
                return List.of();
            }
        }
        return List.copyOf(labels.values());
    }

    private static String line(String text) {
        return text.replaceAll("[\\s|;]+", " ").strip();
    }
}

package org.prompt2model.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;

/** The prompts of the stage {@code generateDataset}, kept under the paper's 3,500 tokens (arXiv 2308.12261). */
final class GenerationPrompt {
    static final int MAX_TOKENS = 3_500;

    private static final int BYTES_PER_TOKEN = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEW_EXAMPLES = """
            You write training data for a small model that is to do the task below.

            ## Task
            %s

            ## Examples
            %s

            ## New examples
            Write %d new examples of the task. Make them realistic and as different as possible from the ones above and
            from each other: vary topic, form, length and difficulty as real inputs do. Each output must be right, in
            exactly the form that the task asks for.

            ## Reply
            Reply with JSON only: {"examples": [{"input": "...", "output": "..."}]}
            """;

    private final Task task;
    private final List<Example> demonstrations;

    GenerationPrompt(Task task) {
        this.task = task;
        this.demonstrations = task.examples();
        if (tokens(NEW_EXAMPLES + task.instruction()) > MAX_TOKENS) {
            throw new Prompt2ModelException(
                    "The instruction is too long to generate data from",
                    "a prompt is kept under " + MAX_TOKENS + " tokens, and the instruction alone has about "
                            + tokens(task.instruction()),
                    "shorten the instruction");
        }
    }

    /** Asks for new examples, showing the user's own and then as many others as there is room for. */
    String newExamples(List<Example> others, int count) {
        List<Example> shown = new ArrayList<>(demonstrations);
        shown.addAll(others);
        while (true) {
            String prompt = NEW_EXAMPLES.formatted(task.instruction(), lines(shown), count);
            if (tokens(prompt) <= MAX_TOKENS || shown.isEmpty()) {
                return prompt;
            }
            shown.remove(shown.size() - 1);
        }
    }

    /** Asks for the outputs of inputs that are known. */
    String answers(List<String> inputs) {
        List<String> numbered = new ArrayList<>();
        for (String input : inputs) {
            numbered.add(
                    json(JSON.createObjectNode().put("id", numbered.size() + 1).put("input", input)));
        }
        List<Example> shown = new ArrayList<>(demonstrations);
        while (!shown.isEmpty() && tokens(task.instruction() + lines(shown)) > MAX_TOKENS) {
            shown.remove(shown.size() - 1);
        }
        return """
                Do the task below for each of the inputs.

                ## Task
                %s

                ## Examples
                %s

                ## Inputs to answer
                %s

                ## Reply
                Reply with JSON only, one output for each id: {"outputs": [{"id": 1, "output": "..."}]}
                """.formatted(task.instruction(), lines(shown), String.join("\n", numbered));
    }

    /** Room for a reply with that many examples: three times the longest that the user showed. */
    int replyTokens(int count) {
        int longest = 40;
        for (Example example : demonstrations) {
            longest = Math.max(longest, tokens(example.input() + example.output()));
        }
        return Math.min(8_000, 200 + count * 3 * longest);
    }

    static String lines(List<Example> examples) {
        if (examples.isEmpty()) {
            return "(none)";
        }
        List<String> lines = new ArrayList<>();
        for (Example example : examples) {
            lines.add(json(JSON.createObjectNode().put("input", example.input()).put("output", example.output())));
        }
        return String.join("\n", lines);
    }

    /** About the number of tokens: four bytes each. */
    static int tokens(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1;
    }

    private static String json(Object node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two texts are always valid JSON", e);
        }
    }
}

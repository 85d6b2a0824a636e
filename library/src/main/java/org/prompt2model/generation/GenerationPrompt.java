package org.prompt2model.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;

/**
 * The prompts of the stage {@code generateDataset}. All of them begin with the same words, task and demonstrations, so that
 * providers that keep a prompt's beginning charge less for it.
 */
final class GenerationPrompt {
    /** What the paper keeps prompts under (arXiv 2308.12261). */
    static final int PAPER_TOKENS = 3_500;

    private static final int BYTES_PER_TOKEN = 4;
    /** Room for the words of the prompts themselves and for a few short examples. */
    private static final int FRAME_TOKENS = 150;

    private static final int SHORT_EXAMPLE = 40;
    private static final int MOST_REPLY_TOKENS = 8_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TASK = """
            You make training data for a small model that is to do the task below.

            ## Task
            %s

            ## Examples
            %s

            """;
    private static final String PLAN = """
            ## Plan
            By what do real inputs of this task differ? Name three to six attributes, such as topic, length, style,
            difficulty and edge cases, each with four to ten short values that can be combined with those of the others.
            Outputs are no attribute.

            ## Reply
            Reply with JSON only: {"topic": ["...", "..."], "length": ["...", "..."]}
            """;

    private final String instruction;
    private final List<Example> demonstrations;
    private final int promptTokens;

    /** @throws Prompt2ModelException if the instruction alone fills the prompt */
    GenerationPrompt(Task task, int promptTokens) {
        this.instruction = task.instruction();
        this.demonstrations = task.examples();
        this.promptTokens = promptTokens;
        if (room() < FRAME_TOKENS) {
            throw new Prompt2ModelException(
                    "The instruction is too long to generate data from",
                    "prompts are kept to about " + promptTokens + " tokens, and the instruction alone has about "
                            + tokens(instruction),
                    "shorten the instruction, or, where the teacher's context is longer, allow more:"
                            + " GenerationOptions.defaults().promptTokens(" + (tokens(instruction) + 2_000) + ")");
        }
    }

    /** Tokens that are left for examples and inputs beside the instruction and the words around it. */
    int room() {
        return promptTokens - tokens(instruction) - FRAME_TOKENS - tokens(TASK);
    }

    /** The same beside the demonstrations, which for that give up no more than what they have over one half. */
    int roomForInputs() {
        return Math.max(room() / 2, room() - tokens(lines(demonstrations)));
    }

    /** Asks for new examples, showing the user's own and then as many others as there is room for. */
    String newExamples(List<Example> others, String attributes, int count) {
        List<Example> shown = new ArrayList<>(demonstrations);
        shown.addAll(others);
        return fitting(shown, """
            ## New examples
            Write %d new examples of the task. Make them realistic and as different as possible from the ones above and
            from each other: vary topic, form, length and difficulty as real inputs do. Each output must be right, in
            exactly the form that the task asks for.
            %s
            ## Reply
            Reply with JSON only: {"examples": [{"input": "...", "output": "..."}]}
            """.formatted(count, steering(attributes, List.of())));
    }

    /** Asks for new inputs alone. */
    String newInputs(List<Example> others, String attributes, int count) {
        return fitting(demonstrations, """
            ## New inputs
            Write %d new inputs of the task, without their outputs, in the language of the examples' inputs. Make them
            realistic, and as different from the examples and from each other as real inputs are.
            %s
            ## Reply
            Reply with JSON only, one input for each number: {"1": "...", "2": "..."}
            """.formatted(count, steering(attributes, others)));
    }

    /** Asks for the outputs of inputs that are known, which are numbered from 1. */
    String answers(List<String> inputs) {
        ObjectNode numbered = JSON.createObjectNode();
        inputs.forEach(input -> numbered.put(Integer.toString(numbered.size() + 1), input));
        return fitting(demonstrations, """
            ## Inputs to answer
            %s

            ## Reply
            Do the task for each of the inputs. Reply with JSON only, one output for each number: {"1": "...", "2": "..."}
            """.formatted(json(numbered)));
    }

    /** Asks how good examples are, which are numbered from 1. */
    String ratings(List<Example> examples) {
        ObjectNode numbered = JSON.createObjectNode();
        examples.forEach(example -> numbered.putObject(Integer.toString(numbered.size() + 1))
                .put("input", example.input())
                .put("output", example.output()));
        return fitting(demonstrations, """
            ## Examples to rate
            %s

            ## Reply
            Rate each example from 1 to 5: 5 for a realistic input of the task with the right output in the right form, 3
            where you are in doubt, 1 where the output is wrong or the input is none of this task. Reply with JSON only,
            one whole number for each example: {"1": "5", "2": "1"}
            """.formatted(json(numbered)));
    }

    /** Asks for a plan. */
    String plan() {
        return fitting(demonstrations, PLAN);
    }

    /** Room for a reply with that many examples: three times the longest that the user showed. */
    int replyTokens(int count) {
        return Math.min(MOST_REPLY_TOKENS, 200 + count * 3 * longest());
    }

    /** How many examples a reply has room for. */
    int mostInReply() {
        return Math.max(1, (MOST_REPLY_TOKENS - 200) / (3 * longest()));
    }

    /** Tokens of an average demonstration's part; the given number where there is none. */
    int usual(Function<Example, String> part, int otherwise) {
        return (int) demonstrations.stream()
                .mapToInt(example -> tokens(part.apply(example)))
                .average()
                .orElse(otherwise);
    }

    private int longest() {
        int longest = SHORT_EXAMPLE;
        for (Example example : demonstrations) {
            longest = Math.max(longest, tokens(example.input() + example.output()));
        }
        return longest;
    }

    private static String steering(String attributes, List<Example> others) {
        StringBuilder text = new StringBuilder();
        if (!others.isEmpty()) {
            text.append("\n## Written before\n").append(lines(others)).append('\n');
        }
        if (!attributes.isEmpty()) {
            text.append("\n## Attributes to have, by number\n")
                    .append(attributes)
                    .append('\n');
        }
        return text.toString();
    }

    /** The prompt with as many of the examples as it has room for, the first ones first. */
    private String fitting(List<Example> examples, String request) {
        List<Example> shown = new ArrayList<>(examples);
        while (true) {
            String prompt = TASK.formatted(instruction, lines(shown)) + request;
            if (tokens(prompt) <= promptTokens || shown.isEmpty()) {
                return prompt;
            }
            shown.remove(shown.size() - 1);
        }
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

    private static String json(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always valid JSON", e);
        }
    }
}

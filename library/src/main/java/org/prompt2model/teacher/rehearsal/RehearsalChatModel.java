package org.prompt2model.teacher.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Stands in for a language model where none is configured: answers the stages' prompts from rules, for date and time
 * expressions and for a web shop's messages. The same prompt, temperature and seed bring the same reply; about one
 * answer in twenty is wrong and one in fifty malformed, so that voting and filtering have work to do.
 */
public final class RehearsalChatModel implements ChatModel {
    private static final double WRONG = 0.05;
    private static final double MALFORMED_ITEM = 0.01;
    private static final double MALFORMED_REPLY = 0.01;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RehearsalTask> tasks = RehearsalTask.all();

    /** Its parameters are those of OpenAI's models, which take a seed. */
    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return OpenAiChatRequestParameters.EMPTY;
    }

    /**
     * Answers a prompt of one of the stages.
     *
     * @throws Prompt2ModelException for a task that no rule knows
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        String prompt = ((UserMessage) request.messages().get(request.messages().size() - 1)).singleText();
        String reply = reply(new RehearsalPrompt(prompt), random(request, prompt));
        int input = prompt.length() / CHARACTERS_PER_TOKEN;
        int output = reply.length() / CHARACTERS_PER_TOKEN;
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(reply))
                .tokenUsage(new TokenUsage(input, output))
                .finishReason(FinishReason.STOP)
                .build();
    }

    /** At temperature 0 the seed changes nothing, as with a real model. */
    private static RandomGenerator random(ChatRequest request, String prompt) {
        boolean cold = request.temperature() != null && request.temperature() == 0;
        Integer seed = ((OpenAiChatRequestParameters) request.parameters()).seed();
        long mixed = 31L * prompt.hashCode() + prompt.length();
        return new SplittableRandom(cold || seed == null ? mixed : mixed * 1_000_003L + seed);
    }

    private String reply(RehearsalPrompt prompt, RandomGenerator random) {
        if (prompt.has("prompt to split")) {
            return split(prompt.section("prompt to split"));
        }
        if (prompt.has("instruction to translate")) {
            return prompt.section("instruction to translate");
        }
        RehearsalTask task = task(prompt.section("task"));
        if (prompt.has("new examples")) {
            return newExamples(task, prompt, random);
        }
        if (prompt.has("new inputs")) {
            return newInputs(task, prompt, random);
        }
        if (prompt.has("inputs to answer")) {
            return answers(task, prompt.object("inputs to answer"), random);
        }
        if (prompt.has("examples to rate")) {
            return ratings(task, prompt.object("examples to rate"), random);
        }
        if (prompt.has("input")) {
            return answer(task, prompt.section("input"), random);
        }
        if (prompt.has("row")) {
            return rewritten(task, prompt.section("row"), random);
        }
        if (prompt.has("sample rows")) {
            return task.plan();
        }
        if (prompt.has("plan")) {
            return JSON.valueToTree(task.attributes()).toString();
        }
        return "A text-to-text model or a dataset of short English texts for this task: " + prompt.section("task");
    }

    private RehearsalTask task(String instruction) {
        String lower = instruction.toLowerCase(Locale.ROOT);
        return tasks.stream()
                .filter(task -> task.recognizes(lower))
                .findFirst()
                .orElseThrow(() -> unknown(instruction));
    }

    private static Prompt2ModelException unknown(String instruction) {
        String start = instruction.length() > 80 ? instruction.substring(0, 80) + "..." : instruction;
        return new Prompt2ModelException(
                "The rehearsal teacher does not know the task \"" + start + "\"",
                "no language model is configured, and its rules cover two tasks only: date and time expressions to ISO"
                        + " 8601, and the desks of a web shop",
                "set OPENAI_API_KEY or ANTHROPIC_API_KEY, or PROMPT2MODEL_TEACHER=ollama:<model> for a model on your own"
                        + " machine");
    }

    private static String newExamples(RehearsalTask task, RehearsalPrompt prompt, RandomGenerator random) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode examples = reply.putArray("examples");
        for (Map<String, String> attributes : prompt.attributes(prompt.count("new examples"))) {
            Example example = task.write(random, attributes);
            boolean wrong = Pick.chance(random, WRONG);
            String output = wrong ? task.wrong(example.output(), random) : example.output();
            ObjectNode item = examples.addObject().put("input", example.input());
            if (!Pick.chance(random, MALFORMED_ITEM)) {
                item.put("output", output);
            }
        }
        return worn(reply, random);
    }

    private static String newInputs(RehearsalTask task, RehearsalPrompt prompt, RandomGenerator random) {
        ObjectNode reply = JSON.createObjectNode();
        for (Map<String, String> attributes : prompt.attributes(prompt.count("new inputs"))) {
            boolean malformed = Pick.chance(random, MALFORMED_ITEM);
            String input = malformed ? "" : task.write(random, attributes).input();
            reply.put(Integer.toString(reply.size() + 1), input);
        }
        return worn(reply, random);
    }

    private static String answers(RehearsalTask task, JsonNode inputs, RandomGenerator random) {
        ObjectNode reply = JSON.createObjectNode();
        inputs.properties()
                .forEach(input ->
                        reply.put(input.getKey(), answer(task, input.getValue().asText(), random)));
        return worn(reply, random);
    }

    /** The lowest rating for what the rules know to be wrong; seldom for what is right. */
    private static String ratings(RehearsalTask task, JsonNode examples, RandomGenerator random) {
        ObjectNode reply = JSON.createObjectNode();
        examples.properties().forEach(example -> {
            String output = example.getValue().path("output").asText();
            boolean right = task.answer(example.getValue().path("input").asText())
                    .filter(output::equals)
                    .isPresent();
            reply.put(example.getKey(), right == Pick.chance(random, WRONG) ? "1" : "5");
        });
        return worn(reply, random);
    }

    private static String answer(RehearsalTask task, String input, RandomGenerator random) {
        Optional<String> right = task.answer(input);
        if (right.isEmpty()) {
            return "unknown";
        }
        return Pick.chance(random, WRONG) ? task.wrong(right.get(), random) : right.get();
    }

    private static String rewritten(RehearsalTask task, String row, RandomGenerator random) {
        for (String line : row.lines().toList()) {
            String text = line.substring(line.indexOf(": ") + 1).strip();
            Optional<String> output = task.answer(text);
            if (output.isPresent()) {
                return worn(JSON.createObjectNode().put("input", text).put("output", output.get()), random);
            }
        }
        return JSON.createObjectNode()
                .put("skip", "the row holds nothing that the task is about")
                .toString();
    }

    /** The reply as a language model may wrap it; seldom, cut off. */
    private static String worn(ObjectNode reply, RandomGenerator random) {
        String json = reply.toString();
        if (Pick.chance(random, MALFORMED_REPLY)) {
            return json.substring(0, json.length() * 2 / 3);
        }
        return Pick.chance(random, 0.1) ? "Here you are:\n```json\n" + json + "\n```" : json;
    }

    private static String split(String prompt) {
        ObjectNode reply = JSON.createObjectNode();
        FreeText text = new FreeText(prompt);
        reply.put("instruction", text.instruction());
        ArrayNode examples = reply.putArray("examples");
        for (Example example : text.examples()) {
            examples.addObject().put("input", example.input()).put("output", example.output());
        }
        return reply.toString();
    }
}

package org.prompt2model.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;

/** A prompt in free words, taken apart by a teacher. */
final class FreePrompt {
    private static final int ATTEMPTS = 4;
    private static final int MAX_TOKENS = 2_000;

    private FreePrompt() {}

    /** @throws Prompt2ModelException if no reply of the teacher could be used */
    static LabelledPrompt read(String prompt, Teacher teacher) {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StageInterruptedException.check(PromptParser.STAGE, "Call it again to go on.");
            double temperature = attempt == 0 ? 0 : 0.3;
            Reply reply = teacher.ask(new Question(question(prompt), temperature, attempt, MAX_TOKENS));
            if (reply instanceof Reply.Text text) {
                for (JsonNode object : JsonReplies.objects(text.text())) {
                    String instruction = object.path("instruction").asText().strip();
                    if (!instruction.isEmpty()) {
                        return new LabelledPrompt(instruction, examples(object));
                    }
                }
            }
            last = reply.toString();
        }
        throw new Prompt2ModelException(
                "The prompt could not be split into instruction and examples",
                teacher.name() + " was asked " + ATTEMPTS + " times; its last reply was: " + shortened(last),
                "write the examples as lines 'Input: ...' and 'Output: ...' below the instruction; that needs no teacher");
    }

    private static String question(String prompt) {
        return """
                Below is a prompt that somebody wrote to have a task done. Split it into the instruction, which says what the
                task is, and the examples, which show an input of the task and the output expected for it. Copy both word for
                word; add nothing, and leave no rule of the instruction out. There may be no examples.

                ## Prompt to split
                %s

                ## Reply
                Reply with JSON only: {"instruction": "...", "examples": [{"input": "...", "output": "..."}]}
                """.formatted(prompt);
    }

    private static List<Example> examples(JsonNode object) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode item : object.path("examples")) {
            String input = item.path("input").asText().strip();
            String output = item.path("output").asText().strip();
            if (!input.isEmpty() && !output.isEmpty()) {
                examples.add(new Example(input, output));
            }
        }
        return examples;
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}

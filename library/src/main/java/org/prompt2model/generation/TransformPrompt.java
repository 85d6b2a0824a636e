package org.prompt2model.generation;

import java.util.List;
import org.prompt2model.prompt.Task;

/** The prompts of the stage {@code transformDataset} (DataTune, arXiv 2404.14361): a plan, then row by row. */
final class TransformPrompt {

    private TransformPrompt() {}

    static String plan(Task task, List<String> rows) {
        return """
                Rows of another dataset are to be turned into examples of the task below. From the sample rows, write a short
                numbered plan that says how to turn one row into one example: which of its parts become the input, how the
                output is worked out, and which rows are to be skipped.

                ## Task
                %s

                ## Examples
                %s

                ## Sample rows
                %s

                ## Reply
                Reply with the plan alone.
                """.formatted(task.instruction(), GenerationPrompt.lines(task.examples()), String.join("\n\n", rows));
    }

    static String row(Task task, String plan, String row) {
        return """
                Turn a row of another dataset into one example of the task below, by the plan.

                ## Task
                %s

                ## Examples
                %s

                ## Plan
                %s

                ## Row
                %s

                ## Reply
                Reply with JSON only: {"input": "...", "output": "..."}, or {"skip": "why the row does not fit"}
                """.formatted(task.instruction(), GenerationPrompt.lines(task.examples()), plan, row);
    }
}

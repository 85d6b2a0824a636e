package org.prompt2model.prompt;

import java.util.Objects;
import java.util.Optional;
import org.prompt2model.teacher.Teacher;

/**
 * How a prompt is read.
 *
 * @param teacher reads prompts in free words; empty for the one of the environment, which is looked up only if needed
 */
public record PromptOptions(Optional<Teacher> teacher) {
    public PromptOptions {
        Objects.requireNonNull(teacher, "teacher");
    }

    /** The environment's teacher. */
    public static PromptOptions defaults() {
        return new PromptOptions(Optional.empty());
    }

    /** With this teacher. */
    public PromptOptions teacher(Teacher other) {
        return new PromptOptions(Optional.of(other));
    }
}

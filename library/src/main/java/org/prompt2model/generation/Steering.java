package org.prompt2model.generation;

import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.OptionRange;

/**
 * What is asked for.
 *
 * @param inputsFirst true to ask for inputs alone and have them answered in requests of their own; false to ask for inputs
 *     with their outputs
 * @param plan by what inputs are to differ; empty to have the teacher write a plan, in one request
 * @param ownExamples most generated examples shown in a prompt, 0 to 50
 * @param language that the teacher is asked in
 * @param promptTokens about the most tokens of a prompt, 500 to 1,000,000; examples are left out to keep it
 */
public record Steering(
        boolean inputsFirst, Optional<Plan> plan, int ownExamples, PromptLanguage language, int promptTokens) {
    public Steering {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(language, "language");
        OptionRange.require("ownExamples", ownExamples, 0, 50, "GenerationOptions.defaults().ownExamples(5)");
        OptionRange.require(
                "promptTokens", promptTokens, 500, 1_000_000, "GenerationOptions.defaults().promptTokens(3500)");
    }

    Steering inputsFirst(boolean other) {
        return new Steering(other, plan, ownExamples, language, promptTokens);
    }

    Steering plan(Optional<Plan> other) {
        return new Steering(inputsFirst, other, ownExamples, language, promptTokens);
    }

    Steering ownExamples(int other) {
        return new Steering(inputsFirst, plan, other, language, promptTokens);
    }

    Steering language(PromptLanguage other) {
        return new Steering(inputsFirst, plan, ownExamples, other, promptTokens);
    }

    Steering promptTokens(int other) {
        return new Steering(inputsFirst, plan, ownExamples, language, other);
    }
}

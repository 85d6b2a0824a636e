package org.prompt2model;

import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.generation.GenerationOptions;
import org.prompt2model.prompt.PromptOptions;
import org.prompt2model.training.TrainingOptions;

/**
 * How to go from a prompt to a model in one call.
 *
 * @param examples rows to generate, at least 50
 * @param model base model; empty for the best that can be trained here
 * @param prompt how the prompt is read
 * @param generation how rows are generated; its budget holds for the whole call
 * @param training how the student is trained; empty for {@link TrainingOptions#suiting settings that suit the model and the rows}
 */
public record PromptToModelOptions(
        int examples,
        String model,
        PromptOptions prompt,
        GenerationOptions generation,
        Optional<TrainingOptions> training) {
    private static final int FEWEST = 50;
    private static final double BUDGET_USD = 5;

    public PromptToModelOptions {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(generation, "generation");
        Objects.requireNonNull(training, "training");
        if (examples < FEWEST) {
            throw new Prompt2ModelException(
                    examples + " examples are too few to train and test on",
                    "the rows are split into train, validation and test",
                    "ask for at least " + FEWEST + ", better for 2000 or more");
        }
    }

    /** 5,000 rows for at most 5 dollars, as in the Prompt2Model paper (arXiv 2308.12261, section 4). */
    public static PromptToModelOptions defaults() {
        return new PromptToModelOptions(
                5_000,
                "",
                PromptOptions.defaults(),
                GenerationOptions.defaults().budgetUsd(BUDGET_USD),
                Optional.empty());
    }

    /** These options with another number of rows. */
    public PromptToModelOptions examples(int value) {
        return new PromptToModelOptions(value, model, prompt, generation, training);
    }

    /** These options with another base model. */
    public PromptToModelOptions model(String value) {
        return new PromptToModelOptions(examples, value, prompt, generation, training);
    }

    /** These options with the prompt read in another way. */
    public PromptToModelOptions prompt(PromptOptions value) {
        return new PromptToModelOptions(examples, model, value, generation, training);
    }

    /** These options with rows generated in another way. */
    public PromptToModelOptions generation(GenerationOptions value) {
        return new PromptToModelOptions(examples, model, prompt, value, training);
    }

    /** These options with the student trained in another way. */
    public PromptToModelOptions training(TrainingOptions value) {
        return new PromptToModelOptions(examples, model, prompt, generation, Optional.of(value));
    }
}

package org.prompt2model.generation;

import java.util.Collections;
import java.util.List;
import org.prompt2model.corpus.Example;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.teacher.Estimate;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Teacher;

/** Tells before the first request for rows what they will take, supposing that they are as long as the demonstrations. */
final class Forecast {
    private static final String STAGE = DatasetGenerator.STAGE;
    private static final int USUAL_TOKENS = 20;
    /** Tokens of the number and the marks around a text. */
    private static final int FRAME = 4;

    private Forecast() {}

    static void tell(int examples, GenerationOptions options, Generation.Asking asking) {
        GenerationPrompt prompts = asking.prompts();
        Teacher teacher = asking.teacher();
        Sampling sampling = options.sampling();
        int most = Math.min(examples, Math.min(sampling.examplesPerReply(), prompts.mostInReply()));
        long requests = (examples + most - 1L) / most;
        boolean bare = options.steering().inputsFirst();
        int input = prompts.usual(Example::input, USUAL_TOKENS) + FRAME;
        int output = prompts.usual(Example::output, USUAL_TOKENS) + FRAME;
        String prompt = bare ? prompts.newInputs(List.of(), "", most) : prompts.newExamples(List.of(), "", most);
        Estimate total =
                Estimate.of(teacher, question(prompt, prompts, most), requests, most * (bare ? input : input + output));
        int answers = sampling.votes() == 1 && !bare ? 0 : sampling.votes() / 2 + (bare ? 1 : 0);
        if (answers > 0) {
            String asked = prompts.answers(Collections.nCopies(most, "x".repeat(4 * input)));
            total = sum(total, Estimate.of(teacher, question(asked, prompts, most), requests * answers, most * output));
        }
        ProgressMeter.notice(STAGE, total.words());
    }

    private static Question question(String prompt, GenerationPrompt prompts, int count) {
        return new Question(prompt, 0, 0, prompts.replyTokens(count));
    }

    private static Estimate sum(Estimate one, Estimate other) {
        return new Estimate(
                one.requests() + other.requests(),
                one.tokens() + other.tokens(),
                one.usd() + other.usd(),
                one.worstUsd() + other.worstUsd());
    }
}

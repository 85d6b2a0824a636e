package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.NearDuplicates;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.teacher.BudgetLimits;
import org.prompt2model.teacher.Teacher;
import tech.tablesaw.api.Table;

/**
 * How rows are generated. It begins with {@link #defaults()} or {@link #paper()}; each method changes one thing.
 *
 * @param teacher who writes them; empty for the environment's
 * @param seed of the plan's combinations, of the examples shown, and of the requests for providers that take one
 * @param sampling how replies are drawn
 * @param steering what is asked for
 * @param checking what is dropped
 * @param maxRequests most requests for rows, answers and ratings in all; the stage then ends with what there is
 * @param budget caps in dollars, tokens and minutes; the stage ends there with what there is
 */
public record GenerationOptions(
        Optional<Teacher> teacher,
        long seed,
        Sampling sampling,
        Steering steering,
        Checking checking,
        int maxRequests,
        BudgetLimits budget) {
    private static final int NO_LIMIT = 1_000_000;
    private static final int MAX_CHARACTERS = 4_000;
    private static final int PAPER_TOKENS = 3_500;
    private static final double EQUAL_ONLY = 2;

    public GenerationOptions {
        Objects.requireNonNull(teacher, "teacher");
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(steering, "steering");
        Objects.requireNonNull(checking, "checking");
        Objects.requireNonNull(budget, "budget");
        OptionRange.require(
                "maxRequests", maxRequests, 1, Integer.MAX_VALUE, "GenerationOptions.defaults().maxRequests(5)");
    }

    /**
     * Cheap, varied and careful: a plan by the teacher; up to forty inputs a reply, each request with another combination
     * of the plan's values and three of the best examples so far; every input answered twice in batches of forty, and a
     * third time where the two differ; near-duplicates and texts in a foreign script dropped. The temperature ends at
     * 1.2, for long replies at 1.7 seldom stay well-formed.
     */
    public static GenerationOptions defaults() {
        return new GenerationOptions(
                Optional.empty(),
                0,
                new Sampling(0.5, 1.2, 40, 1, 3),
                new Steering(true, Optional.empty(), 3, PromptLanguage.KEPT, PAPER_TOKENS),
                new Checking(MAX_CHARACTERS, NearDuplicates.DEFAULT_THRESHOLD, Optional.empty(), true, false),
                NO_LIMIT,
                BudgetLimits.NONE);
    }

    /**
     * The settings of the Prompt2Model paper (arXiv 2308.12261, section 3.1.3, and its code): one example with its output
     * a reply, five replies a prompt, a random one to ten of the examples so far in each prompt, prompts under 3,500
     * tokens, temperature from 0.5 to 1.7 with the share of examples done, votes among repeated inputs only, ties to the
     * shortest. The paper asks for an explanation beside each output in some versions and shows worked examples of other
     * tasks; neither is done here, which makes these prompts cheaper than the paper's own.
     */
    public static GenerationOptions paper() {
        return new GenerationOptions(
                Optional.empty(),
                0,
                new Sampling(0.5, 1.7, 1, 5, 1),
                new Steering(false, Optional.of(Plan.NONE), 10, PromptLanguage.KEPT, PAPER_TOKENS),
                new Checking(MAX_CHARACTERS, EQUAL_ONLY, Optional.empty(), false, false),
                NO_LIMIT,
                BudgetLimits.NONE);
    }

    /** With this teacher. */
    public GenerationOptions teacher(Teacher other) {
        return new GenerationOptions(Optional.of(other), seed, sampling, steering, checking, maxRequests, budget);
    }

    /** With this seed. */
    public GenerationOptions seed(long other) {
        return new GenerationOptions(teacher, other, sampling, steering, checking, maxRequests, budget);
    }

    /** With at most this many requests. */
    public GenerationOptions maxRequests(int other) {
        return new GenerationOptions(teacher, seed, sampling, steering, checking, other, budget);
    }

    /** With a temperature that rises from low to high. */
    public GenerationOptions temperature(double low, double high) {
        return with(sampling.temperature(low, high));
    }

    /** With at most this many examples asked for in one reply. */
    public GenerationOptions examplesPerReply(int other) {
        return with(sampling.examplesPerReply(other));
    }

    /** With this many replies to the same prompt. */
    public GenerationOptions responsesPerRequest(int other) {
        return with(sampling.responsesPerRequest(other));
    }

    /** With at most this many answers compared for each input. */
    public GenerationOptions votes(int other) {
        return with(sampling.votes(other));
    }

    /** With inputs asked for first and answered afterwards, or with both in one reply. */
    public GenerationOptions inputsFirst(boolean other) {
        return with(steering.inputsFirst(other));
    }

    /** With this plan in place of the teacher's; {@link Plan#NONE} for none. */
    public GenerationOptions plan(Plan other) {
        return with(steering.plan(Optional.of(other)));
    }

    /** With this plan, an attribute a line: {@code topic: travel | work | money}. */
    public GenerationOptions plan(String lines) {
        return plan(Plan.parse(lines));
    }

    /** With at most this many generated examples shown in a prompt. */
    public GenerationOptions ownExamples(int other) {
        return with(steering.ownExamples(other));
    }

    /** With the instruction in this language when the teacher is asked. */
    public GenerationOptions language(PromptLanguage other) {
        return with(steering.language(other));
    }

    /** With prompts of at most about this many tokens. */
    public GenerationOptions promptTokens(int other) {
        return with(steering.promptTokens(other));
    }

    /** With inputs and outputs of at most this many characters. */
    public GenerationOptions maxCharacters(int other) {
        return with(checking.maxCharacters(other));
    }

    /** With inputs dropped that reach this similarity to an earlier one, 0.1 to 1; above 1 only equal ones are. */
    public GenerationOptions nearDuplicates(double similarity) {
        return with(checking.similarity(similarity));
    }

    /** With rows dropped whose input nearly repeats one of these, such as the rows to test on. */
    public GenerationOptions apartFrom(Table rows) {
        return with(checking.apartFrom(rows));
    }

    /** With texts in a script dropped that neither the instruction nor the examples use, or not. */
    public GenerationOptions sameScript(boolean other) {
        return with(checking.sameScript(other));
    }

    /** With examples rated by the teacher, or not. */
    public GenerationOptions judge(boolean other) {
        return with(checking.judge(other));
    }

    /** With at most this many US dollars. */
    public GenerationOptions budgetUsd(double most) {
        return with(budget.usd(most));
    }

    /** With at most this many tokens, sent and received together. */
    public GenerationOptions budgetTokens(long most) {
        return with(budget.tokens(most));
    }

    /** With at most this many minutes. */
    public GenerationOptions budgetMinutes(double most) {
        return with(budget.minutes(most));
    }

    /** What a result depends on, without the teacher. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seed", seed);
        facts.put("temperature", sampling.lowTemperature() + " to " + sampling.highTemperature());
        facts.put("examples_per_reply", sampling.examplesPerReply());
        facts.put("responses_per_request", sampling.responsesPerRequest());
        facts.put("votes", sampling.votes());
        facts.put("inputs_first", steering.inputsFirst());
        facts.put(
                "plan",
                steering.plan()
                        .map(plan -> plan.isEmpty() ? "none" : plan.toString())
                        .orElse("by the teacher"));
        facts.put("own_examples", steering.ownExamples());
        facts.put("prompt_language", steering.language().toString());
        facts.put("prompt_tokens", steering.promptTokens());
        facts.put("max_characters", checking.maxCharacters());
        facts.put("similarity", checking.similarity());
        facts.put("apart_from", checking.apartFrom().map(Fingerprint::of).orElse("nothing"));
        facts.put("same_script", checking.sameScript());
        facts.put("judge", checking.judge());
        facts.put("max_requests", maxRequests);
        BudgetFacts.put(facts, budget);
        return facts;
    }

    private GenerationOptions with(Sampling other) {
        return new GenerationOptions(teacher, seed, other, steering, checking, maxRequests, budget);
    }

    private GenerationOptions with(Steering other) {
        return new GenerationOptions(teacher, seed, sampling, other, checking, maxRequests, budget);
    }

    private GenerationOptions with(Checking other) {
        return new GenerationOptions(teacher, seed, sampling, steering, other, maxRequests, budget);
    }

    private GenerationOptions with(BudgetLimits other) {
        return new GenerationOptions(teacher, seed, sampling, steering, checking, maxRequests, other);
    }
}

package org.prompt2model.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.teacher.Teacher;

/**
 * How rows are generated.
 *
 * @param teacher who writes them; empty for the environment's
 * @param seed of the choice of examples in prompts, and of the requests for providers that take one
 * @param lowTemperature temperature of the first request, 0 to 2
 * @param highTemperature temperature that it rises to with the share of rows done, 0 to 2
 * @param examplesPerReply new examples asked for in one reply, 1 to 100
 * @param responsesPerRequest replies to the same prompt, 1 to 20
 * @param votes answers that are compared for each input, 1 to 9: the one it came with and, for 2 or more, fresh ones;
 *     the most frequent wins, ties go to the shortest. Repeated inputs always vote, whatever this is
 * @param maxRequests most questions to the teacher in all; the stage then ends with what there is
 * @param maxCharacters longest input and longest output
 * @param budgetUsd most US dollars to spend; the stage then ends with what there is
 */
public record GenerationOptions(
        Optional<Teacher> teacher,
        long seed,
        double lowTemperature,
        double highTemperature,
        int examplesPerReply,
        int responsesPerRequest,
        int votes,
        int maxRequests,
        int maxCharacters,
        double budgetUsd) {
    private static final int NO_LIMIT = 1_000_000;
    private static final int MAX_CHARACTERS = 4_000;

    public GenerationOptions {
        Objects.requireNonNull(teacher, "teacher");
        check("temperature", lowTemperature, 0, 2);
        check("temperature", highTemperature, lowTemperature, 2);
        check("examplesPerReply", examplesPerReply, 1, 100);
        check("responsesPerRequest", responsesPerRequest, 1, 20);
        check("votes", votes, 1, 9);
        check("maxRequests", maxRequests, 1, Integer.MAX_VALUE);
        check("maxCharacters", maxCharacters, 1, 100_000);
        if (!(budgetUsd > 0)) {
            throw bad("budgetUsd", budgetUsd, "greater than 0");
        }
    }

    /**
     * Cheap and careful: twenty examples a reply, each input answered twice more in batches and voted on. The
     * temperature ends at 1.2, for long replies at 1.7 seldom stay well-formed.
     */
    public static GenerationOptions defaults() {
        return new GenerationOptions(
                Optional.empty(), 0, 0.5, 1.2, 20, 1, 3, NO_LIMIT, MAX_CHARACTERS, Double.POSITIVE_INFINITY);
    }

    /**
     * The settings of the Prompt2Model paper (arXiv 2308.12261): one example a reply, five replies a request,
     * temperature from 0.5 to 1.7, votes among repeated inputs only.
     */
    public static GenerationOptions paper() {
        return new GenerationOptions(
                Optional.empty(), 0, 0.5, 1.7, 1, 5, 1, NO_LIMIT, MAX_CHARACTERS, Double.POSITIVE_INFINITY);
    }

    /** With this teacher. */
    public GenerationOptions teacher(Teacher other) {
        return copy(Optional.of(other), seed, maxRequests, maxCharacters, budgetUsd);
    }

    /** With this seed. */
    public GenerationOptions seed(long other) {
        return copy(teacher, other, maxRequests, maxCharacters, budgetUsd);
    }

    /** With at most this many questions to the teacher. */
    public GenerationOptions maxRequests(int other) {
        return copy(teacher, seed, other, maxCharacters, budgetUsd);
    }

    /** With inputs and outputs of at most this many characters. */
    public GenerationOptions maxCharacters(int other) {
        return copy(teacher, seed, maxRequests, other, budgetUsd);
    }

    /** With at most this many US dollars. */
    public GenerationOptions budgetUsd(double other) {
        return copy(teacher, seed, maxRequests, maxCharacters, other);
    }

    /** With a temperature that rises from low to high. */
    public GenerationOptions temperature(double low, double high) {
        return sampling(low, high, examplesPerReply, responsesPerRequest, votes);
    }

    /** With this many examples asked for in one reply. */
    public GenerationOptions examplesPerReply(int other) {
        return sampling(lowTemperature, highTemperature, other, responsesPerRequest, votes);
    }

    /** With this many replies to the same prompt. */
    public GenerationOptions responsesPerRequest(int other) {
        return sampling(lowTemperature, highTemperature, examplesPerReply, other, votes);
    }

    /** With this many answers compared for each input. */
    public GenerationOptions votes(int other) {
        return sampling(lowTemperature, highTemperature, examplesPerReply, responsesPerRequest, other);
    }

    /** What a result depends on, without the teacher. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seed", seed);
        facts.put("temperature", lowTemperature + " to " + highTemperature);
        facts.put("examples_per_reply", examplesPerReply);
        facts.put("responses_per_request", responsesPerRequest);
        facts.put("votes", votes);
        facts.put("max_requests", maxRequests);
        facts.put("max_characters", maxCharacters);
        facts.put("budget_usd", Double.isInfinite(budgetUsd) ? "none" : budgetUsd);
        return facts;
    }

    private GenerationOptions copy(
            Optional<Teacher> newTeacher, long newSeed, int newMaxRequests, int newMaxCharacters, double newBudgetUsd) {
        return new GenerationOptions(
                newTeacher,
                newSeed,
                lowTemperature,
                highTemperature,
                examplesPerReply,
                responsesPerRequest,
                votes,
                newMaxRequests,
                newMaxCharacters,
                newBudgetUsd);
    }

    private GenerationOptions sampling(double low, double high, int perReply, int responses, int newVotes) {
        return new GenerationOptions(
                teacher, seed, low, high, perReply, responses, newVotes, maxRequests, maxCharacters, budgetUsd);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw bad(name, value, "from " + plain(least) + " to " + plain(most));
        }
    }

    private static Prompt2ModelException bad(String name, double value, String range) {
        return new Prompt2ModelException(
                "The option " + name + " is " + plain(value),
                "it must be " + range,
                "for example GenerationOptions.defaults()"
                        + (name.equals("temperature") ? ".temperature(0.5, 1.2)" : "." + name + "(5)"));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e12
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

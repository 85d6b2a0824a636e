package org.prompt2model.teacher;

import dev.langchain4j.model.output.TokenUsage;

/**
 * What requests took.
 *
 * @param inputTokens sent; 0 where the provider tells none
 * @param outputTokens received; 0 where the provider tells none
 * @param usd US dollars; NaN where the price is unknown
 */
record Usage(long inputTokens, long outputTokens, double usd) {
    static final Usage NONE = new Usage(0, 0, 0);

    /** Of a response; what it cost is unknown where nobody counted its tokens, unless nothing is charged. */
    static Usage of(TokenUsage told, Price price) {
        long input = told == null ? 0 : count(told.inputTokenCount());
        long output = told == null ? 0 : count(told.outputTokenCount());
        // What a model thinks is charged as output, and some count it in the total alone.
        output = told == null ? output : Math.max(output, count(told.totalTokenCount()) - input);
        boolean counted = input + output > 0 || price.equals(Price.FREE);
        return new Usage(input, output, counted ? price.usd(input, output) : Double.NaN);
    }

    /** Of an attempt that may be charged though no reply came of it. */
    static Usage worstCase(Teacher teacher, Question question) {
        long tokens = teacher.worstCaseTokens(question);
        return new Usage(tokens - question.maxTokens(), question.maxTokens(), teacher.worstCaseUsd(question));
    }

    Usage plus(Usage other) {
        return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens, usd + other.usd);
    }

    long tokens() {
        return inputTokens + outputTokens;
    }

    private static long count(Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }
}

package org.prompt2model.teacher;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a stage will use, told before its first request.
 *
 * @param requests questions to ask
 * @param tokens sent and received, about
 * @param usd US dollars, about; NaN where the price is unknown
 * @param worstUsd US dollars if each reply were as long as it may be; NaN where the price is unknown
 */
public record Estimate(long requests, long tokens, double usd, double worstUsd) {
    private static final int BYTES_PER_TOKEN = 4;
    private static final double FEW_USD = 0.01;

    /**
     * An estimate from a typical question.
     *
     * @param requests how many questions like it will be asked
     * @param replyTokens tokens that a reply to it usually has
     */
    public static Estimate of(Teacher teacher, Question typical, long requests, int replyTokens) {
        int input = typical.prompt().getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1;
        return new Estimate(
                requests,
                requests * (input + replyTokens),
                teacher.price().usd(requests * input, requests * replyTokens),
                requests * teacher.worstCaseUsd(typical));
    }

    /** For people: {@code about 25 requests, 40,000 tokens, 0.02 USD (0.09 USD at most)}. */
    public String words() {
        String cost = Double.isNaN(usd)
                ? "cost unknown (the price of this model is not known)"
                : worstUsd == 0
                        ? "free"
                        : worstUsd < FEW_USD ? amount(worstUsd) : amount(usd) + " (" + amount(worstUsd) + " at most)";
        return String.format(Locale.ROOT, "about %,d requests, %,d tokens, %s", requests, tokens, cost);
    }

    private static String amount(double usd) {
        return usd < FEW_USD ? "under 0.01 USD" : String.format(Locale.ROOT, "%,.2f USD", usd);
    }
}

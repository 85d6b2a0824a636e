package org.prompt2model.teacher;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Predictor;

/**
 * A large language model that generates data, reads prompts, and serves as a baseline; or the rehearsal that stands in
 * for one offline.
 */
public interface Teacher extends Predictor {
    /** Tokens that a provider adds to a prompt at most. */
    long FRAME_TOKENS = 50;

    /** {@code provider:model}, or {@code rehearsal}. */
    @Override
    String name();

    /** True where no language model stands behind the answers; everything it touches must then be labelled so. */
    boolean rehearsal();

    /**
     * Asks one question. With {@link #inFlight()} above 1 it is called on several threads at once.
     *
     * @return the reply; never null, and never an exception for what the endpoint does (see {@link Reply})
     * @throws org.prompt2model.corpus.Prompt2ModelException where asking at all makes no sense: no key, no access
     */
    Reply ask(Question question);

    /**
     * The most that asking the question could cost, in US dollars; NaN where the price is unknown.
     *
     * @param question a question that is not asked by this
     */
    double worstCaseUsd(Question question);

    /**
     * The most tokens, sent and received together, that asking the question could take. Each byte of a prompt is at most
     * one token, and a provider adds a few for the frame of the message.
     */
    default long worstCaseTokens(Question question) {
        return question.prompt().getBytes(StandardCharsets.UTF_8).length + FRAME_TOKENS + question.maxTokens();
    }

    /** What its tokens cost; unknown unless it says so. */
    default Price price() {
        return Price.UNKNOWN;
    }

    /** How many questions may be asked at once, 1 or more. */
    default int inFlight() {
        return 1;
    }

    /** This teacher as a predictor of a task: each row is asked with the instruction and the demonstrations. */
    Teacher forTask(String instruction, List<Example> demonstrations);
}

package org.prompt2model.generation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.prompt2model.corpus.Example;
import org.prompt2model.teacher.Reply;

/**
 * Has the teacher rate finished examples, many in one request (Chen et al. 2023, <a
 * href="https://arxiv.org/abs/2307.08701">arXiv 2307.08701</a>, keep what a model rates highest). An example that the reply
 * leaves out passes unrated.
 */
final class Ratings {
    private static final int LEAST = 4;
    private static final int TOKENS_A_RATING = 8;
    private static final int FRAME = 12;

    private final GenerationPrompt prompts;
    private final int most;
    private final Consumer<Candidate> done;
    private final Deque<Candidate> waiting = new ArrayDeque<>();

    /** @param done takes each candidate, closed where it was rated low */
    Ratings(GenerationPrompt prompts, int most, Consumer<Candidate> done) {
        this.prompts = prompts;
        this.most = most;
        this.done = done;
    }

    void add(Candidate candidate) {
        waiting.add(candidate);
    }

    /** The next request: for the most that one takes, or, if partial, for what there is. */
    Optional<Errand> next(boolean partial, Seeds seeds) {
        if (waiting.isEmpty() || (!partial && waiting.size() < most)) {
            return Optional.empty();
        }
        List<Candidate> batch = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        int room = prompts.roomForInputs();
        while (!waiting.isEmpty() && batch.size() < most && (room > 0 || batch.isEmpty())) {
            Candidate candidate = waiting.poll();
            Example example = new Example(candidate.input(), candidate.ballot().winner());
            room -= GenerationPrompt.tokens(example.input() + example.output()) + FRAME;
            batch.add(candidate);
            examples.add(example);
        }
        return Optional.of(new Errand(
                seeds.question(prompts.ratings(examples), 0, 50 + TOKENS_A_RATING * batch.size(), batch.size()),
                (request, key, reply) -> take(batch, key, reply)));
    }

    private void take(List<Candidate> batch, String key, Reply reply) {
        Map<Integer, String> ratings = Numbered.read(Errand.text(reply));
        for (int i = 0; i < batch.size(); i++) {
            Candidate candidate = batch.get(i);
            candidate.asked(key, reply.costUsd() / batch.size());
            String rating = ratings.getOrDefault(i + 1, "");
            if (rating.matches("[1-5]")) {
                candidate.rate(Integer.parseInt(rating));
            }
            if (candidate.rating() > 0 && candidate.rating() < LEAST) {
                candidate.close("rated " + candidate.rating() + " of 5 by the teacher");
            }
            done.accept(candidate);
        }
    }
}

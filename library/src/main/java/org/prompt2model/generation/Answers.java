package org.prompt2model.generation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.prompt2model.teacher.Reply;

/**
 * Has inputs answered, many in one request, and their answers voted on (self-consistency: Wang et al. 2022, <a
 * href="https://arxiv.org/abs/2203.11171">arXiv 2203.11171</a>). An input is asked only as often as its vote is open
 * (Aggarwal et al. 2023, <a href="https://arxiv.org/abs/2305.11860">arXiv 2305.11860</a>): with three votes, two that agree
 * end it.
 */
final class Answers {
    private static final double SURE = 0;
    private static final double VARIED = 0.7;
    private static final int MOST_UNUSABLE = 3;
    /** Tokens of the number and the marks around an input. */
    private static final int FRAME = 4;

    private final GenerationPrompt prompts;
    private final RowFilter filter;
    private final int votes;
    private final int most;
    private final Random random;
    private final Consumer<Candidate> done;
    /** The first answers, at temperature 0, and the further ones, which are drawn. */
    private final Deque<Candidate> first = new ArrayDeque<>();

    private final Deque<Candidate> further = new ArrayDeque<>();

    /** @param done takes each candidate whose vote has ended, with an answer or without */
    Answers(GenerationPrompt prompts, RowFilter filter, GenerationOptions options, Consumer<Candidate> done) {
        this.prompts = prompts;
        this.filter = filter;
        this.votes = options.sampling().votes();
        this.most = Math.min(options.sampling().examplesPerReply(), prompts.mostInReply());
        this.random = new Random(options.seed());
        this.done = done;
    }

    /** Takes a new candidate, which may bring votes with it. */
    void add(Candidate candidate) {
        if (!candidate.ballot().isEmpty() && candidate.ballot().decided(votes)) {
            end(candidate);
        } else if (candidate.ballot().isEmpty()) {
            queue(first, candidate);
        } else {
            queueMissing(candidate);
        }
    }

    /** The next request: for the most that one takes, or, if partial, for what there is. */
    Optional<Errand> next(boolean partial, Seeds seeds) {
        return request(further, VARIED, partial, seeds).or(() -> request(first, SURE, partial, seeds));
    }

    private void queue(Deque<Candidate> deque, Candidate candidate) {
        candidate.waiting(1);
        deque.add(candidate);
    }

    /** As many further answers as would end the vote if they all agreed. */
    private void queueMissing(Candidate candidate) {
        int majority = votes / 2 + 1;
        int leading = candidate.ballot().isEmpty()
                ? 0
                : candidate.ballot().count(candidate.ballot().winner());
        for (int i = Math.max(1, majority - leading); i > 0; i--) {
            queue(further, candidate);
        }
    }

    private Optional<Errand> request(Deque<Candidate> deque, double temperature, boolean partial, Seeds seeds) {
        if (!partial && deque.size() < most) {
            return Optional.empty();
        }
        List<Candidate> batch = batch(deque);
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        if (temperature > 0) {
            // In another order, with other neighbours, the same slip is less likely to be made twice.
            Collections.shuffle(batch, random);
        } else if (votes > 2) {
            batch.forEach(candidate -> queue(further, candidate));
        }
        String prompt = prompts.answers(batch.stream().map(Candidate::input).toList());
        return Optional.of(new Errand(
                seeds.question(prompt, temperature, prompts.replyTokens(batch.size()), batch.size()),
                (request, key, reply) -> take(batch, temperature, request, key, reply)));
    }

    /** The next candidates, each once, as many as a prompt and a reply have room for. */
    private List<Candidate> batch(Deque<Candidate> deque) {
        List<Candidate> batch = new ArrayList<>();
        List<Candidate> again = new ArrayList<>();
        int room = prompts.roomForInputs();
        while (!deque.isEmpty() && batch.size() < most) {
            Candidate candidate = deque.peek();
            if (candidate.voted()) {
                deque.poll().waiting(-1);
                continue;
            }
            room -= GenerationPrompt.tokens(candidate.input()) + FRAME;
            if (room < 0 && !batch.isEmpty()) {
                break;
            }
            deque.poll();
            (batch.contains(candidate) ? again : batch).add(candidate);
        }
        again.forEach(deque::addFirst);
        return batch;
    }

    private void take(List<Candidate> batch, double temperature, int request, String key, Reply reply) {
        Map<Integer, String> outputs = Numbered.read(Errand.text(reply));
        String trouble = outputs.isEmpty() ? Errand.trouble(reply) : "an answer is missing in the reply";
        for (int i = 0; i < batch.size(); i++) {
            Candidate candidate = batch.get(i);
            candidate.waiting(-1);
            candidate.asked(key, reply.costUsd() / batch.size());
            String output = outputs.get(i + 1);
            String reason = output == null ? trouble : filter.output(output);
            if (reason.isEmpty()) {
                candidate.vote(new Ballot.Vote(filter.spelled(output), temperature, request));
            } else {
                candidate.trouble(reason);
            }
            if (!candidate.voted()) {
                goOn(candidate);
            }
        }
    }

    private void goOn(Candidate candidate) {
        boolean hopeless = candidate.unusable() >= MOST_UNUSABLE;
        boolean decided = !candidate.ballot().isEmpty() && candidate.ballot().decided(votes);
        if (decided || hopeless) {
            end(candidate);
        } else if (candidate.idle()) {
            queue(further, candidate);
        }
    }

    private void end(Candidate candidate) {
        candidate.endVote();
        done.accept(candidate);
    }
}

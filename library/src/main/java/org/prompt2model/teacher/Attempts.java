package org.prompt2model.teacher;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.prompt2model.corpus.Prompt2ModelException;

/** One question to an endpoint, asked until there is a reply or no sense in asking again. */
final class Attempts {
    private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Teacher teacher;
    private final Endpoint endpoint;
    private final Backoff backoff;
    private final Question question;
    private final Sending sending;
    private final int outages;
    private int failures;
    private int refusals;
    private Usage lost = Usage.NONE;

    Attempts(Teacher teacher, Endpoint endpoint, Backoff backoff, Question question, Sending sending) {
        this.teacher = teacher;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.question = question;
        this.sending = sending;
        this.outages = endpoint.outages();
    }

    /**
     * The reply, or null where it was no longer wanted before it was sent.
     *
     * @param request sends the question once
     * @throws Prompt2ModelException if no question can be answered there
     */
    Reply run(Supplier<ChatResponse> request) throws InterruptedException {
        while (true) {
            long rest = failures + refusals == 0 ? 0 : backoff.nanos(failures + refusals);
            Endpoint.Place place = endpoint.enter(teacher.worstCaseTokens(question), rest, sending, outages);
            if (place == null) {
                checkOutage();
                return null;
            }
            Optional<Reply> reply = attempt(request, place);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
    }

    /** One request: the reply, or empty to send it again. */
    private Optional<Reply> attempt(Supplier<ChatResponse> request, Endpoint.Place place) {
        ChatResponse response;
        try {
            response = request.get();
        } catch (Prompt2ModelException | Error e) {
            endpoint.declined();
            throw e;
        } catch (RuntimeException e) {
            return failed(Failure.of(e), place);
        }
        Usage usage = Usage.of(response.tokenUsage(), teacher.price());
        endpoint.answered(place, usage.tokens());
        String text = text(response);
        FinishReason end = response.finishReason();
        Usage all = usage.plus(lost);
        if (end == FinishReason.CONTENT_FILTER || (end == FinishReason.OTHER && text.isBlank())) {
            return Optional.of(refused("the provider ended the reply", all));
        }
        if (end == FinishReason.LENGTH) {
            return Optional.of(
                    new Reply.Truncated(text == null ? "" : text, all.inputTokens(), all.outputTokens(), all.usd()));
        }
        if (text.isBlank()) {
            failures++;
            return again("a reply without text", usage);
        }
        return Optional.of(new Reply.Text(text, all.inputTokens(), all.outputTokens(), all.usd()));
    }

    /** What was written, as a file can hold it: half a surrogate pair would not be the same from the journal. */
    private static String text(ChatResponse response) {
        String text = response.aiMessage() == null ? null : response.aiMessage().text();
        return text == null ? "" : HALF_A_PAIR.matcher(text).replaceAll("\uFFFD");
    }

    private Optional<Reply> failed(Failure failure, Endpoint.Place place) {
        switch (failure.kind()) {
            case NO_ACCESS, NOT_FOUND -> {
                endpoint.declined();
                throw Unreachable.noAccess(teacher.name(), failure);
            }
            case REFUSED -> {
                endpoint.declined();
                Usage worst = failure.maybeCharged() ? Usage.worstCase(teacher, question) : Usage.NONE;
                return Optional.of(refused(failure.why(), worst.plus(lost)));
            }
            case REJECTED -> {
                endpoint.declined();
                return Optional.of(failed(failure.why()));
            }
            case OVERDONE -> {
                return overdone(failure, place);
            }
            case BROKEN -> {
                failures++;
                endpoint.failed(place, failure);
                checkOutage();
                return failure.maybeCharged()
                        ? again(failure.why(), Usage.worstCase(teacher, question))
                        : retry(failure.why());
            }
        }
        throw new IllegalStateException("every kind is dealt with: " + failure);
    }

    private Optional<Reply> overdone(Failure failure, Endpoint.Place place) {
        Duration rest = failure.retryAfter().orElse(Duration.ZERO);
        boolean tooLong = rest.compareTo(LONGEST_REST) > 0;
        refusals++;
        endpoint.overdone(place, tooLong ? Duration.ZERO : rest, failure);
        if (tooLong) {
            throw Unreachable.closed(teacher.name(), rest);
        }
        checkOutage();
        return Optional.empty();
    }

    private void checkOutage() {
        if (endpoint.outages() > outages) {
            throw Unreachable.outage(teacher.name(), endpoint.lastFailure());
        }
    }

    /** After an attempt that is, or may be, charged: sends again where the budget and the patience allow it. */
    private Optional<Reply> again(String why, Usage charged) {
        lost = lost.plus(charged);
        if (failures < endpoint.attempts() && !sending.again()) {
            return Optional.of(failed(why + "; the budget has no room to ask again"));
        }
        return retry(why);
    }

    private Optional<Reply> retry(String why) {
        return failures < endpoint.attempts()
                ? Optional.empty()
                : Optional.of(failed(why + " (" + failures + " attempts)"));
    }

    private Reply failed(String why) {
        return new Reply.Failed(why, lost.inputTokens(), lost.outputTokens(), lost.usd());
    }

    private static Reply refused(String why, Usage usage) {
        return new Reply.Refused(why, usage.inputTokens(), usage.outputTokens(), usage.usd());
    }
}

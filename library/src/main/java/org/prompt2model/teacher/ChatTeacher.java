package org.prompt2model.teacher;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

/** A teacher over a LangChain4j {@link ChatModel}: journal, limits, retries, prices, and replies instead of exceptions. */
final class ChatTeacher implements Attended {
    private final ChatModel model;
    private final Identity identity;
    private final Endpoint endpoint;
    private final Backoff backoff;
    private final Extras extras;
    private double spentUsd;

    /**
     * Who answers.
     *
     * @param name {@code provider:model}, or {@code rehearsal}
     * @param rehearsal true where no language model stands behind the answers
     * @param price what it costs
     * @param dialect how it is asked
     * @param warmest greatest temperature that the provider takes
     */
    record Identity(String name, boolean rehearsal, Price price, Dialect dialect, double warmest) {}

    /**
     * @param model who answers, with its own retries set to 0
     * @param endpoint the gate that its requests pass, shared by the teachers of the same address and model
     */
    ChatTeacher(ChatModel model, Identity identity, Endpoint endpoint, Backoff backoff) {
        this.model = Objects.requireNonNull(model, "model");
        this.identity = identity;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.extras = new Extras(model, identity.dialect(), identity.warmest());
    }

    /** The same with other pauses. */
    ChatTeacher backoff(Backoff other) {
        return new ChatTeacher(model, identity, endpoint, other);
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public boolean rehearsal() {
        return identity.rehearsal();
    }

    @Override
    public Price price() {
        return identity.price();
    }

    @Override
    public int inFlight() {
        return endpoint.maxInFlight();
    }

    @Override
    public synchronized double spentUsd() {
        return spentUsd;
    }

    /** Each byte of a prompt is at most one token, and a provider adds a few for the frame of the message. */
    @Override
    public double worstCaseUsd(Question question) {
        return price().usd(worstCaseTokens(question) - question.maxTokens(), question.maxTokens());
    }

    /** On a thread of its own, so that what was sent reaches the journal even where the caller is interrupted. */
    @Override
    public Reply ask(Question question) {
        return Journal.current().find(name(), question).orElseGet(() -> Dispatcher.single(this, question));
    }

    @Override
    public Reply ask(Question question, Sending sending) {
        Journal journal = Journal.current();
        Optional<Reply> known = journal.find(name(), question);
        if (known.isPresent()) {
            return known.get();
        }
        Reply reply;
        try {
            reply = new Attempts(this, endpoint, backoff, question, sending).run(() -> send(question));
        } catch (InterruptedException e) {
            throw new StageInterruptedException(
                    "Asking " + name(), "Every reply so far is in the journal; call the stage again to go on.");
        }
        if (reply != null) {
            journal.append(name(), question, reply);
            synchronized (this) {
                spentUsd += reply.costUsd();
            }
        }
        return reply;
    }

    @Override
    public void wake() {
        endpoint.wake();
    }

    @Override
    public Teacher forTask(String instruction, List<Example> demonstrations) {
        return new TaskTeacher(this, instruction, demonstrations);
    }

    @Override
    public Table predict(Table rows) {
        throw TaskTeacher.missing(this);
    }

    private ChatResponse send(Question question) {
        while (true) {
            Set<Extras.Extra> carried = extras.wanted();
            try {
                return model.chat(ChatRequest.builder()
                        .messages(UserMessage.from(question.prompt()))
                        .parameters(extras.parameters(question, carried))
                        .build());
            } catch (Prompt2ModelException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!extras.leaveOut(Failure.of(e), carried)) {
                    throw e;
                }
            }
        }
    }
}

package org.prompt2model.teacher;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

/** A teacher over a LangChain4j {@link ChatModel}: journal, retries, prices, and replies instead of exceptions. */
final class ChatTeacher implements Teacher {
    private final ChatModel model;
    private final Identity identity;
    private final Patience patience;
    private double spentUsd;

    /**
     * Who answers.
     *
     * @param name {@code provider:model}, or {@code rehearsal}
     * @param rehearsal true where no language model stands behind the answers
     * @param price what it costs
     * @param warmest greatest temperature that the provider takes
     */
    record Identity(String name, boolean rehearsal, Price price, double warmest) {}

    ChatTeacher(ChatModel model, Identity identity, Patience patience) {
        this.model = Objects.requireNonNull(model, "model");
        this.identity = identity;
        this.patience = patience;
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
    public synchronized double spentUsd() {
        return spentUsd;
    }

    /** Each byte of a prompt is at most one token, and a provider adds a few for the frame of the message. */
    @Override
    public double worstCaseUsd(Question question) {
        int bytes = question.prompt().getBytes(StandardCharsets.UTF_8).length;
        return identity.price().usd(bytes + FRAME_TOKENS, question.maxTokens());
    }

    @Override
    public Price price() {
        return identity.price();
    }

    @Override
    public int inFlight() {
        return 16;
    }

    @Override
    public Reply ask(Question question) {
        Journal journal = Journal.current();
        Optional<Reply> known = journal.find(name(), question);
        if (known.isPresent()) {
            return known.get();
        }
        Reply reply = askModel(question);
        journal.append(name(), question, reply);
        synchronized (this) {
            spentUsd += reply.costUsd();
        }
        return reply;
    }

    @Override
    public Teacher forTask(String instruction, List<Example> demonstrations) {
        return new TaskTeacher(this, instruction, demonstrations);
    }

    @Override
    public Table predict(Table rows) {
        throw new Prompt2ModelException(
                "The teacher " + name() + " does not know which task to answer",
                "no task is bound to it",
                "call parsePrompt first, then teacher.forTask(task.instruction(), task.examples())");
    }

    private Reply askModel(Question question) {
        for (int failures = 1; ; failures++) {
            try {
                return reply(model.chat(request(question)));
            } catch (Prompt2ModelException e) {
                throw e;
            } catch (AuthenticationException | ModelNotFoundException e) {
                throw noAccess(e);
            } catch (ContentFilteredException e) {
                return new Reply.Refused(words(e), 0, 0, 0);
            } catch (NonRetriableException e) {
                return new Reply.Failed(words(e));
            } catch (RuntimeException e) {
                if (Thread.interrupted() || hasCause(e, InterruptedException.class)) {
                    throw interrupted();
                }
                if (failures >= patience.attempts()) {
                    return new Reply.Failed(words(e) + " (" + failures + " attempts)");
                }
                pause(failures);
            }
        }
    }

    private void pause(int failures) {
        try {
            patience.pause(failures);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private StageInterruptedException interrupted() {
        return new StageInterruptedException(
                "Asking " + name(), "Every reply so far is in the journal; call the stage again to go on.");
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private ChatRequest request(Question question) {
        double temperature = Math.min(question.temperature(), identity.warmest());
        ChatRequestParameters parameters = model.defaultRequestParameters() instanceof OpenAiChatRequestParameters
                ? OpenAiChatRequestParameters.builder()
                        .seed(Math.floorMod(question.seed(), Integer.MAX_VALUE))
                        .temperature(temperature)
                        .maxOutputTokens(question.maxTokens())
                        .build()
                : ChatRequestParameters.builder()
                        .temperature(temperature)
                        .maxOutputTokens(question.maxTokens())
                        .build();
        return ChatRequest.builder()
                .messages(UserMessage.from(question.prompt()))
                .parameters(parameters)
                .build();
    }

    private Reply reply(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        int input = usage == null || usage.inputTokenCount() == null ? 0 : usage.inputTokenCount();
        int output = usage == null || usage.outputTokenCount() == null ? 0 : usage.outputTokenCount();
        boolean counted = input + output > 0 || identity.price().equals(Price.FREE);
        double cost = counted ? identity.price().usd(input, output) : Double.NaN;
        String text = response.aiMessage() == null ? null : response.aiMessage().text();
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            return new Reply.Refused("the provider's content filter ended the reply", input, output, cost);
        }
        if (response.finishReason() == FinishReason.LENGTH) {
            return new Reply.Truncated(text == null ? "" : text, input, output, cost);
        }
        return text == null
                ? new Reply.Failed("a reply without text", input, output, cost)
                : new Reply.Text(text, input, output, cost);
    }

    private Prompt2ModelException noAccess(RuntimeException e) {
        boolean unknown = e instanceof ModelNotFoundException;
        return new Prompt2ModelException(
                name() + " cannot be asked",
                unknown
                        ? "the provider knows no model of this name, or the address is wrong (404)"
                        : "the provider rejected the key, or the key may not use this model (401 or 403)",
                unknown
                        ? "check the model's name in teacher(\"provider:model\") or PROMPT2MODEL_TEACHER, and OPENAI_BASE_URL"
                                + " or OLLAMA_HOST where set"
                        : "check OPENAI_API_KEY or ANTHROPIC_API_KEY: whether it is complete, still valid, and has credit");
    }

    /** The first line of what went wrong. Providers may echo a part of the key, so what looks like one is cut out. */
    private static String words(RuntimeException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.strip().replaceAll("\\s+", " ").replaceAll("sk-[^\\s\"']+", "<key>");
        return line.length() > 300 ? line.substring(0, 300) + " ..." : line;
    }
}

package org.prompt2model.teacher;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.function.Function;
import org.prompt2model.teacher.rehearsal.RehearsalChatModel;

/** The rehearsal as the mind behind the stand-in. */
final class RehearsalAnswers implements Function<Protocol.Asked, String> {
    private final RehearsalChatModel rehearsal = new RehearsalChatModel();

    @Override
    public String apply(Protocol.Asked asked) {
        return rehearsal
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from(asked.prompt()))
                        .parameters(OpenAiChatRequestParameters.builder()
                                .temperature(asked.temperature())
                                .seed((int) asked.seed())
                                .build())
                        .build())
                .aiMessage()
                .text();
    }
}

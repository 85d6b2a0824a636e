package org.prompt2model.teacher;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.Map;

/** How seed and length of a question are said to a provider. */
enum Dialect {
    /** OpenAI itself: its newer models reject {@code max_tokens}. */
    OPENAI {
        @Override
        DefaultChatRequestParameters.Builder<?> begin(Question question) {
            return OpenAiChatRequestParameters.builder().seed(seed(question)).maxCompletionTokens(question.maxTokens());
        }
    },
    /** Servers that took over OpenAI's protocol before {@code max_tokens} was renamed. */
    COMPATIBLE {
        @Override
        DefaultChatRequestParameters.Builder<?> begin(Question question) {
            return OpenAiChatRequestParameters.builder().seed(seed(question)).maxOutputTokens(question.maxTokens());
        }
    },
    /** OpenAI's protocol, in which Mistral renamed the seed and rejects what it does not know. */
    MISTRAL {
        @Override
        DefaultChatRequestParameters.Builder<?> begin(Question question) {
            return OpenAiChatRequestParameters.builder()
                    .customParameters(Map.of("random_seed", seed(question)))
                    .maxOutputTokens(question.maxTokens());
        }
    },
    /** Whatever takes no seed. */
    PLAIN {
        @Override
        DefaultChatRequestParameters.Builder<?> begin(Question question) {
            return ChatRequestParameters.builder().maxOutputTokens(question.maxTokens());
        }
    };

    /** The dialect of a model that somebody else made. */
    static Dialect of(ChatModel model) {
        return model.defaultRequestParameters() instanceof OpenAiChatRequestParameters ? COMPATIBLE : PLAIN;
    }

    /** Request parameters with the question's seed and its most tokens. */
    abstract DefaultChatRequestParameters.Builder<?> begin(Question question);

    private static int seed(Question question) {
        return Math.floorMod(question.seed(), Integer.MAX_VALUE);
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class GeminiTeacherTest extends ProviderContract {
    @Override
    Providers provider() {
        return Providers.GEMINI;
    }

    @Override
    Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Test
    void whatTheModelThinksIsCountedAsReceived() {
        ObjectNode reply = protocol().reply("2020-05-04", Protocol.End.WHOLE, 1_000, 100);
        ((ObjectNode) reply.path("usageMetadata")).put("thoughtsTokenCount", 50).put("totalTokenCount", 1_150);
        standIn.first(200, reply.toString());
        assertThat(teacher().ask(QUESTION).outputTokens()).isEqualTo(150);
    }

    @Test
    void aWrongKeyIsToldWithStatus400() {
        standIn.first(
                400,
                "{\"error\": {\"code\": 400, \"message\": \"API key not valid.\", \"details\": [{\"reason\":"
                        + " \"API_KEY_INVALID\"}]}}");
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("GEMINI_API_KEY");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class AnthropicTeacherTest extends TeacherContract {
    private StandIn standIn;

    @BeforeEach
    void start() throws IOException {
        standIn = new StandIn(StandIn.ANTHROPIC);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Override
    Teacher teacher() {
        AnthropicChatModel model = AnthropicChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder())
                .baseUrl(standIn.url())
                .apiKey("secret")
                .modelName("m")
                .maxRetries(0)
                .build();
        return new ChatTeacher(
                model,
                new ChatTeacher.Identity("anthropic:m", false, Price.UNKNOWN, 1),
                new Patience(3, Duration.ofMillis(1)));
    }

    @Test
    void anUnknownPriceIsNeverZero() {
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION).costUsd()).isNaN();
        assertThat(teacher.spentUsd()).isNaN();
    }

    @Test
    void staysBelowTheWarmestTemperatureThatTheProviderTakes() {
        teacher().ask(new Question("hello", 1.7, 0, 100));
        assertThat(standIn.lastBody()).doesNotContain("1.7").contains("temperature");
    }

    @Test
    void triesAgainWhenTheServerIsOverloaded() {
        standIn.first(529, "{\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": \"busy\"}}");
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Text.class);
    }

    @Test
    void stopsAtOnceAtAWrongKey() {
        standIn.first(
                401,
                "{\"type\": \"error\", \"error\": {\"type\": \"authentication_error\", \"message\": \"bad key\"}}");
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("ANTHROPIC_API_KEY");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class OpenAiTeacherTest extends TeacherContract {
    private static final String KEY = "sk-secret-0123456789";
    private StandIn standIn;

    @BeforeEach
    void start() throws IOException {
        standIn = new StandIn(StandIn.OPENAI);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Override
    Teacher teacher() {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder())
                .baseUrl(standIn.url())
                .apiKey(KEY)
                .modelName("m")
                .maxRetries(0)
                .build();
        return new ChatTeacher(
                model,
                new ChatTeacher.Identity("openai:m", false, new Price(0.40, 1.60), 2),
                new Patience(3, Duration.ofMillis(1)));
    }

    @Test
    void countsWhatAReplyCost() {
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION).costUsd()).isEqualTo((1000 * 0.40 + 100 * 1.60) / 1e6);
        assertThat(teacher.spentUsd()).isEqualTo((1000 * 0.40 + 100 * 1.60) / 1e6);
        assertThat(teacher.worstCaseUsd(QUESTION)).isGreaterThanOrEqualTo(100 * 1.60 / 1e6);
    }

    @Test
    void sendsTemperatureAndSeed() {
        teacher().ask(new Question("hello", 0.7, 42, 100));
        assertThat(standIn.lastBody()).contains("0.7").contains("42").contains("hello");
    }

    @Test
    void triesAgainWhenItIsAskedTooOften() {
        standIn.first(429, "{\"error\": {\"message\": \"slow down\"}}");
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Text.class);
        assertThat(standIn.requests()).isEqualTo(2);
    }

    @Test
    void failsAfterServerErrorsWithoutEndAndAsksAfreshNextTime() {
        standIn.first(500, "{}").first(503, "{}").first(500, "{}");
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION)).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.why())
                .contains("3 attempts"));
        assertThat(teacher.ask(QUESTION)).isInstanceOf(Reply.Text.class);
    }

    @Test
    void stopsAtOnceAtAWrongKeyAndNeverShowsIt() {
        standIn.first(401, "{\"error\": {\"message\": \"Incorrect API key provided: " + KEY + "\"}}");
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void stopsAtOnceAtAnUnknownModel() {
        standIn.first(404, "{\"error\": {\"message\": \"no such model\"}}");
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("model");
    }

    @Test
    void failsAtARequestThatTheProviderRejectsWithoutTryingAgain() {
        standIn.first(400, "{\"error\": {\"message\": \"temperature is not supported\"}}");
        assertThat(teacher().ask(QUESTION))
                .isInstanceOfSatisfying(
                        Reply.Failed.class, failed -> assertThat(failed.why()).contains("temperature"));
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void survivesAReplyThatIsNoJson() {
        standIn.first(200, "<html>busy</html>");
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Text.class);
        assertThat(standIn.requests()).isEqualTo(2);
    }

    @Test
    void tellsAReplyThatWasCutOff() {
        standIn.first(200, StandIn.OPENAI.replace("\"stop\"", "\"length\""));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Truncated.class);
    }

    @Test
    void tellsAReplyThatTheProvidersFilterEnded() {
        standIn.first(200, StandIn.OPENAI.replace("\"stop\"", "\"content_filter\""));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Refused.class);
    }
}

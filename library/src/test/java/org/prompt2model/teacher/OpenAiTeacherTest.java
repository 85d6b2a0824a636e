package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class OpenAiTeacherTest extends ProviderContract {
    @Override
    Providers provider() {
        return Providers.OPENAI;
    }

    @Override
    Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Test
    void sendsTheSeed() {
        teacher().ask(new Question("hello", 0.7, 42, 100));
        assertThat(standIn.lastBody()).containsPattern("\"seed\" *: *42");
    }

    @Test
    void aTemperatureThatTheModelDoesNotTakeIsLeftOutFromThenOn() {
        standIn.first(400, Protocol.error("unsupported_value", "'temperature' does not support 0.7 with this model"));
        Teacher teacher = teacher();
        assertThat(teacher.ask(new Question("hello", 0.7, 42, 100))).isInstanceOf(Reply.Text.class);
        teacher.ask(new Question("hello again", 0.7, 42, 100));
        assertThat(standIn.lastBody()).doesNotContain("temperature");
        assertThat(standIn.requests()).isEqualTo(3);
    }

    @Test
    void anAccountWithoutCreditIsNotAskedAgain() {
        standIn.first(
                429,
                "{\"error\": {\"message\": \"You exceeded your current quota\", \"code\": \"insufficient_quota\"}}");
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("credit");
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void anUnknownPriceIsNeverZero() {
        environment.set("PROMPT2MODEL_TEACHER_PRICE", "");
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION).costUsd()).isNaN();
        assertThat(teacher.spentUsd()).isNaN();
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OllamaTeacherTest extends ProviderContract {
    @Override
    Providers provider() {
        return Providers.OLLAMA;
    }

    @Override
    Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Override
    String url() {
        return standIn.url(Protocol.OPENAI).replace("/v1", "");
    }

    @Test
    void costsNothing() {
        environment.set("PROMPT2MODEL_TEACHER_PRICE", "");
        assertThat(teacher().ask(QUESTION).costUsd()).isZero();
    }

    @Test
    void sendsTheSeed() {
        teacher().ask(new Question("hello", 0.7, 42, 100));
        assertThat(standIn.lastBody()).containsPattern("\"seed\" *: *42");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MistralTeacherTest extends ProviderContract {
    @Override
    Providers provider() {
        return Providers.MISTRAL;
    }

    @Override
    Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Test
    void sendsTheSeedUnderMistralsNameForIt() {
        teacher().ask(new Question("hello", 0.7, 42, 100));
        assertThat(standIn.lastBody()).containsPattern("\"random_seed\" *: *42").doesNotContain("\"seed\"");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnthropicTeacherTest extends ProviderContract {
    @Override
    Providers provider() {
        return Providers.ANTHROPIC;
    }

    @Override
    Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Test
    void staysBelowTheWarmestTemperatureThatTheProviderTakes() {
        teacher().ask(new Question("hello", 1.7, 0, 100));
        assertThat(standIn.lastBody()).doesNotContain("1.7").contains("temperature");
    }
}

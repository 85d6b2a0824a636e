package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Prompt2ModelException;

class TeachersTest {
    private static final List<String> VARIABLES = List.of(
            "PROMPT2MODEL_TEACHER",
            "PROMPT2MODEL_TEACHER_PRICE",
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "MISTRAL_API_KEY",
            "OLLAMA_HOST");
    private final Map<String, String> before = new HashMap<>();

    /** A blank property counts as not set and hides the environment of whoever runs the tests. */
    @BeforeEach
    void clear() {
        for (String variable : VARIABLES) {
            before.put(variable, System.setProperty(variable, ""));
        }
    }

    @AfterEach
    void restore() {
        before.forEach((variable, value) -> {
            if (value == null) {
                System.clearProperty(variable);
            } else {
                System.setProperty(variable, value);
            }
        });
    }

    @Test
    void withNothingConfiguredItIsTheRehearsal() {
        assertThat(Teachers.fromEnvironment().name()).isEqualTo("rehearsal");
    }

    @Test
    void aKeyBringsItsProvidersDefault() {
        System.setProperty("ANTHROPIC_API_KEY", "k");
        assertThat(Teachers.fromEnvironment().name()).startsWith("anthropic:");
        System.setProperty("OPENAI_API_KEY", "k");
        assertThat(Teachers.fromEnvironment().name()).startsWith("openai:");
        assertThat(Teachers.fromEnvironment().rehearsal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GOOGLE_API_KEY, gemini:", "GEMINI_API_KEY, gemini:", "MISTRAL_API_KEY, mistral:"})
    void eachKeyBringsItsProvider(String variable, String name) {
        System.setProperty(variable, "k");
        assertThat(Teachers.fromEnvironment().name()).startsWith(name);
    }

    @Test
    void theNamedTeacherComesFirst() {
        System.setProperty("OPENAI_API_KEY", "k");
        System.setProperty("PROMPT2MODEL_TEACHER", "ollama:llama3.1");
        assertThat(Teachers.fromEnvironment().name()).isEqualTo("ollama:llama3.1");
    }

    @Test
    void anOllamaServerNeedsAModelsName() {
        System.setProperty("OLLAMA_HOST", "localhost:11434");
        assertThatThrownBy(Teachers::fromEnvironment)
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("ollama:<model>");
    }

    @Test
    void aMissingKeyIsToldBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> Teachers.of("openai:gpt-4.1-mini"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("OPENAI_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4", "openai:", "nobody:model"})
    void anUnknownTeacherIsRejectedWithTheOnesThereAre(String name) {
        assertThatThrownBy(() -> Teachers.of(name))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("openai, anthropic, gemini, mistral, ollama");
    }

    @Test
    void pricesAreListedForDatedModelsAndUnknownElsewhere() {
        assertThat(Prices.listed("openai:gpt-4.1-mini").known()).isTrue();
        assertThat(Prices.listed("openai:gpt-4.1-mini-2025-04-14")).isEqualTo(Prices.listed("openai:gpt-4.1-mini"));
        assertThat(Prices.listed("openai:somebody-elses").known()).isFalse();
        assertThat(Prices.date()).matches("\\d{4}-\\d\\d-\\d\\d");
    }

    @Test
    void aServerOfOnesOwnHasNoListPrice() {
        System.setProperty("OPENAI_BASE_URL", "http://localhost:1/v1");
        assertThat(Teachers.of("openai:gpt-4.1-mini").worstCaseUsd(new Question("q", 0, 0, 1)))
                .isNaN();
        System.setProperty("PROMPT2MODEL_TEACHER_PRICE", "0, 1");
        assertThat(Teachers.of("openai:gpt-4.1-mini").worstCaseUsd(new Question("q", 0, 0, 1)))
                .isEqualTo(1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a,b", "1,2,3", "-1,2", "NaN,1"})
    void aPriceThatIsNoneIsRejected(String price) {
        System.setProperty("PROMPT2MODEL_TEACHER_PRICE", price);
        System.setProperty("OPENAI_API_KEY", "k");
        assertThatThrownBy(() -> Teachers.of("openai:gpt-4.1-mini"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("0.40,1.60");
    }
}

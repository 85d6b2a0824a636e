package org.prompt2model.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class TextFormatTest {
    private static final String TEMPLATE = "Input: {input}\nOutput:\n";

    private static TextFormat.Continued format() {
        return new TextFormat.Continued(new ByteTokenizer(), TEMPLATE);
    }

    @Test
    void theOutputContinuesTheTemplateAndEnds() {
        try (TextFormat format = format()) {
            assertThat(format.tokenizer().decode(format.source("two", 64))).isEqualTo("Input: two\nOutput:\n");
            assertThat(format.source("two", 64)).doesNotContain(ByteTokenizer.END);
            assertThat(format.target("2", 64)).endsWith(ByteTokenizer.END);
            assertThat(format.tokenizer().decode(format.target("2", 64))).isEqualTo("2");
        }
    }

    @Test
    void aPromptThatIsTooLongLosesTheEndOfItsInputAndKeepsTheTemplate() {
        try (TextFormat format = format()) {
            int[] cut = format.source("a long input that goes on", 24);
            assertThat(cut).hasSize(24);
            assertThat(format.tokenizer().decode(cut)).isEqualTo("Input: a long i\nOutput:\n");
        }
    }

    @Test
    void aTemplateWithoutAPlaceForTheInputIsRefused() {
        assertThatThrownBy(() -> new TextFormat.Continued(new ByteTokenizer(), "Output:"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("{input}");
    }
}

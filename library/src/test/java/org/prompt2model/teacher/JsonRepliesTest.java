package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRepliesTest {
    @Test
    void findsObjectsInFencesAndProseAndInARow() {
        String reply = "Sure {I think}:\n```json\n{\"a\": {\"b\": 1}}\n```\nand {\"c\": \"}\"}";
        assertThat(JsonReplies.objects(reply)).hasToString("[{\"a\":{\"b\":1}}, {\"c\":\"}\"}]");
    }

    @Test
    void wholeItemsOfACutOffReplyStillCount() {
        String reply = "{\"examples\": [{\"input\": \"a\"}, {\"input\": \"b\"}, {\"input\": \"c";
        assertThat(JsonReplies.items(reply, "examples")).hasToString("[{\"input\":\"a\"}, {\"input\":\"b\"}]");
    }

    @Test
    void thousandsOfItemsOfACutOffReplyStillCount() {
        String reply = "{\"examples\": [" + "{\"input\": \"a\"}, ".repeat(5_000);
        assertThat(JsonReplies.items(reply, "examples")).hasSize(5_000);
    }

    @Test
    void anArrayWithoutItsObjectIsReadAsWell() {
        assertThat(JsonReplies.items("[{\"id\": 1}, {\"id\": 2}]", "outputs")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "{\"a\":", "{\"a\":[", "{\"a\":1,", "[{\"a\":"})
    void givesUpOnTextsThatOnlyBegin(String beginning) {
        assertThat(JsonReplies.objects(beginning.repeat(900_000 / beginning.length())))
                .isEmpty();
    }

    @Test
    void givesUpOnTextsThatAreTooLong() {
        assertThat(JsonReplies.objects("{\"a\": 1}" + " ".repeat(1_000_000))).isEmpty();
    }

    @Test
    void markupAndControlCharactersInFieldsStayAsTheyAre() {
        assertThat(JsonReplies.objects("{\"a\": \"<b>\\u0007\\u0000</b>\"}")
                        .get(0)
                        .path("a")
                        .asText())
                .isEqualTo("<b>\u0007\u0000</b>");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void anArrayWithoutItsObjectIsReadAsWell() {
        assertThat(JsonReplies.items("[{\"id\": 1}, {\"id\": 2}]", "outputs")).hasSize(2);
    }

    @Test
    void givesUpOnTextsWithoutEnd() {
        assertThat(JsonReplies.objects("{".repeat(50_000))).isEmpty();
        assertThat(JsonReplies.objects("{\"a\": 1}" + " ".repeat(1_000_000))).isEmpty();
    }
}

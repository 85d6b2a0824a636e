package org.prompt2model.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void theDatesOfASessionSayWhatWasSentFirst() {
        Message first = dated("a", "2026-11-29T07:19:49.123456Z");
        Message second = dated("a", "2026-11-29T08:19:49.124+01:00");
        assertThat(first.sentBefore(second)).isTrue();
        assertThat(second.sentBefore(first)).isFalse();
    }

    @Test
    void nothingIsKnownOfOtherSessionsAndOfDatesThatAreNone() {
        Message known = dated("a", "2026-11-29T07:19:49Z");
        for (Message other : List.of(
                dated("b", "2026-11-29T07:19:50Z"),
                dated("a", ""),
                dated("a", "soon"),
                dated("a", "2026-11-29T07:19:50"))) {
            assertThat(known.sentBefore(other)).isFalse();
            assertThat(other.sentBefore(known)).isFalse();
        }
        assertThat(dated("", "2026-11-29T07:19:49Z").sentBefore(dated("", "2026-11-29T07:19:50Z")))
                .isFalse();
    }

    private static Message dated(String session, String date) {
        JsonObject header = new JsonObject();
        header.addProperty("session", session);
        header.addProperty("date", date);
        return new Message(List.of(), header, new JsonObject(), new JsonObject(), new JsonObject(), List.of());
    }
}

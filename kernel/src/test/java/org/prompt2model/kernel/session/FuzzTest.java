package org.prompt2model.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;

/** A kernel under ten thousand messages that are wrong in some way. */
class FuzzTest {
    private static final int MESSAGES = 10_000;
    private static final int CHECK_EVERY = 500;
    private static final List<String> TYPES = List.of(
            "kernel_info_request",
            "execute_request",
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request",
            "comm_open",
            "comm_msg",
            "interrupt_request",
            "input_reply");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e999999999",
            "9".repeat(400),
            "-0.0",
            "\"\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[".repeat(500) + "]".repeat(500),
            "\"" + "x".repeat(10_000) + "\"");
    private static final String CONTENT = """
            {"code": "1", "cursor_pos": 1, "silent": true, "store_history": false, "user_expressions": {},
             "allow_stdin": false, "stop_on_error": true, "detail_level": 0, "hist_access_type": "search",
             "pattern": "*a*?", "n": 3, "session": 0, "start": 0, "stop": 9, "unique": true, "output": false,
             "comm_id": "c", "target_name": "t", "data": {}, "value": "v"}
            """;

    private final Random random = new Random(3);

    @Test
    void tenThousandMutatedMessagesNeitherHangNorKillIt() {
        try (Session session = new Session(FrontEnd.ANYWHERE)) {
            session.start(() -> Preload.into(new JShellInterpreter()));
            try (FrontEnd frontEnd = new FrontEnd(session.ports())) {
                for (int i = 1; i <= MESSAGES; i++) {
                    List<byte[]> frames = mutated(frontEnd);
                    if (random.nextInt(4) == 0) {
                        frontEnd.toControl(frames);
                    } else {
                        frontEnd.toShell(frames);
                    }
                    if (i % CHECK_EVERY == 0) {
                        Message request = frontEnd.toShell("kernel_info_request", new JsonObject());
                        assertThat(frontEnd.shellReplyTo(request).text("status", ""))
                                .as("after %d messages", i)
                                .isEqualTo("ok");
                    }
                }
            }
            stillWorks(session);
        }
    }

    private static void stillWorks(Session session) {
        try (FrontEnd other = new FrontEnd(session.ports())) {
            Message request = other.execute("40 + 2");
            assertThat(other.shellReplyTo(request).text("status", "")).isEqualTo("ok");
            assertThat(other.publishedFor(request)).extracting(Message::type).contains("execute_result");
            other.toControl("kernel_info_request");
            assertThat(other.controlReply().text("status", "")).isEqualTo("ok");
        }
    }

    private List<byte[]> mutated(FrontEnd frontEnd) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        JsonObject content = new Gson().fromJson(CONTENT, JsonObject.class);
        List<byte[]> parts = new ArrayList<>(frontEnd.parts(type, content));
        return switch (random.nextInt(6)) {
            case 0 -> flipped(new ArrayList<>(FrontEnd.signed(parts)));
            case 1 -> cut(new ArrayList<>(FrontEnd.signed(parts)));
            case 2 -> FrontEnd.signed(flipped(parts));
            case 3 -> FrontEnd.signed(cut(parts));
            case 4 -> FrontEnd.signed(replaced(parts, 0));
            default -> FrontEnd.signed(replaced(parts, 3));
        };
    }

    /** Some bytes of one frame are others. */
    private List<byte[]> flipped(List<byte[]> frames) {
        int which = random.nextInt(frames.size());
        byte[] frame = frames.get(which).clone();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
        frames.set(which, frame);
        return frames;
    }

    /** A frame is missing, shorter, empty, or there twice. */
    private List<byte[]> cut(List<byte[]> frames) {
        int which = random.nextInt(frames.size());
        byte[] frame = frames.get(which);
        switch (random.nextInt(4)) {
            case 0 -> frames.remove(which);
            case 1 -> frames.set(which, Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
            case 2 -> frames.set(which, new byte[0]);
            default -> frames.add(which, frame);
        }
        return frames;
    }

    /** Some values of an object are of other types and sizes. */
    private List<byte[]> replaced(List<byte[]> parts, int which) {
        JsonObject object = new Gson().fromJson(text(parts.get(which)), JsonObject.class);
        StringBuilder changed = new StringBuilder();
        for (String name : object.keySet()) {
            String value = random.nextInt(3) == 0
                    ? VALUES.get(random.nextInt(VALUES.size()))
                    : object.get(name).toString();
            changed.append(changed.isEmpty() ? "{" : ",");
            changed.append('"').append(name).append("\":").append(value);
        }
        parts.set(which, changed.append('}').toString().getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

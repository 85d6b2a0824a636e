package org.prompt2model.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.prompt2model.kernel.session.Session;
import org.prompt2model.kernel.wire.Channel;
import org.prompt2model.kernel.wire.Client;
import org.prompt2model.kernel.wire.Connection;
import org.prompt2model.kernel.wire.Message;

/** A kernel with a front end that asks it a few things and ends it: what it loads is what every kernel loads at first. */
public final class WarmUp {
    private static final String CONNECTION = "{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", \"shell_port\": 0,"
            + " \"control_port\": 0, \"iopub_port\": 0, \"stdin_port\": 0, \"hb_port\": 0,"
            + " \"signature_scheme\": \"hmac-sha256\", \"key\": \"warm-up\"}";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "int n = 3; String f(int i) { return \"n\" + i; } f(n)",
            "record P(int x) {} List.of(new P(1))",
            "System.out.println(Stream.of(1, 2).map(i -> i + 1).collect(Collectors.toList()))",
            "tech.tablesaw.api.Table.create(\"t\", tech.tablesaw.api.StringColumn.create(\"s\", \"a\"))",
            "nowhere",
            "throw new IllegalStateException()");

    private static final String ENDLESS = "System.out.println(0); while (true) {}";

    private WarmUp() {}

    /** Runs to its end; the argument is a folder for its files. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Files.writeString(Path.of(arguments[0]).resolve("connection.json"), CONNECTION);
        try (Session session = KernelMain.begin(file)) {
            try (Client frontEnd = new Client(Connection.read(file), session.ports(), PATIENCE_MILLIS)) {
                ask(frontEnd, Channel.SHELL, "kernel_info_request", new JsonObject());
                for (String cell : CELLS) {
                    ask(frontEnd, Channel.SHELL, "execute_request", content(cell));
                }
                interrupt(frontEnd);
                JsonObject question = new JsonObject();
                question.addProperty("code", "List.o");
                question.addProperty("cursor_pos", 6);
                ask(frontEnd, Channel.SHELL, "complete_request", question);
                ask(frontEnd, Channel.CONTROL, "shutdown_request", new JsonObject());
            }
            session.await();
        }
        System.exit(0);
    }

    private static JsonObject content(String cell) {
        JsonObject content = new JsonObject();
        content.addProperty("code", cell);
        content.addProperty("stop_on_error", false);
        return content;
    }

    /** Interrupts a cell that has begun to run and would never end. */
    private static void interrupt(Client frontEnd) {
        Message endless = frontEnd.send(Channel.SHELL, "execute_request", content(ENDLESS));
        Message published = frontEnd.receive(Channel.IOPUB);
        while (!published.type().equals("stream") || !Client.answers(published, endless)) {
            published = frontEnd.receive(Channel.IOPUB);
        }
        ask(frontEnd, Channel.CONTROL, "interrupt_request", new JsonObject());
        frontEnd.replyTo(Channel.SHELL, endless);
    }

    private static void ask(Client frontEnd, Channel channel, String type, JsonObject content) {
        frontEnd.replyTo(channel, frontEnd.send(channel, type, content));
    }
}

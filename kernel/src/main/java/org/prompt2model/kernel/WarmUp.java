package org.prompt2model.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import org.prompt2model.kernel.session.Session;
import org.prompt2model.kernel.wire.Connection;

/** A kernel that answers a few requests of its own and ends: what it loads is what every kernel loads at first. */
public final class WarmUp {
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "int n = 3; String f(int i) { return \"n\" + i; } f(n)",
            "record P(int x) {} List.of(new P(1))",
            "System.out.println(Stream.of(1, 2).map(i -> i + 1).collect(Collectors.toList()))",
            "tech.tablesaw.api.Table.create(\"t\", tech.tablesaw.api.StringColumn.create(\"s\", \"a\"))",
            "nowhere",
            "throw new IllegalStateException()");

    private WarmUp() {}

    /** Runs to its end. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Session session = new Session(
                new Connection("tcp", "127.0.0.1", new Connection.Ports(0, 0, 0, 0, 0), "hmac-sha256", "warm-up"))) {
            session.start(KernelMain::interpreter);
            session.ask("kernel_info_request", new JsonObject());
            for (String cell : CELLS) {
                JsonObject content = new JsonObject();
                content.addProperty("code", cell);
                content.addProperty("stop_on_error", false);
                session.ask("execute_request", content);
            }
            session.ask("shutdown_request", new JsonObject());
            session.await();
        }
        System.exit(0);
    }
}

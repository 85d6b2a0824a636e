package org.prompt2model.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;

/** The corners of the protocol that front ends reach only sometimes. */
class ProtocolTest {
    private static Session session;
    private static FrontEnd frontEnd;

    @BeforeAll
    static void start() {
        session = new Session(FrontEnd.ANYWHERE);
        session.start(() -> Preload.into(new JShellInterpreter()));
        frontEnd = new FrontEnd(session.ports());
    }

    @AfterAll
    static void end() {
        frontEnd.close();
        session.close();
    }

    @Test
    void everyRequestIsAnsweredWithAStatusBetweenBusyAndIdle() {
        for (String type : List.of(
                "kernel_info", "execute", "complete", "inspect", "is_complete", "history", "comm_info", "bogus")) {
            Message request = frontEnd.toShell(type + "_request", FrontEnd.cell("1"));
            Message reply = frontEnd.shellReplyTo(request);
            assertThat(reply.type()).isEqualTo(type + "_reply");
            assertThat(reply.text("status", "")).as(type).isNotEmpty();
            List<Message> published = frontEnd.publishedFor(request);
            assertThat(published.get(0).text("execution_state", "")).as(type).isEqualTo("busy");
        }
    }

    @Test
    void aRequestWithoutItsCodeIsAnError() {
        for (String type : List.of("execute_request", "complete_request", "inspect_request", "is_complete_request")) {
            Message reply = frontEnd.shellReplyTo(frontEnd.toShell(type, new JsonObject()));
            assertThat(reply.text("status", "")).isEqualTo("error");
            assertThat(reply.text("evalue", "")).contains("'code'");
        }
    }

    @Test
    void aSilentCellIsNeitherShownNorCountedNorKept() {
        int before = count(frontEnd.execute("1"));
        JsonObject content = FrontEnd.cell("2 + 2");
        content.addProperty("silent", true);
        Message silent = frontEnd.toShell("execute_request", content);
        assertThat(count(silent)).isEqualTo(before);
        assertThat(types(frontEnd.publishedFor(silent))).containsExactly("status", "status");
        assertThat(history("tail", 1)).contains("\"1\"").doesNotContain("2 + 2");
    }

    @Test
    void aCellWithoutHistoryIsShownButNotKept() {
        JsonObject content = FrontEnd.cell("\"not kept\"");
        content.addProperty("store_history", false);
        Message request = frontEnd.toShell("execute_request", content);
        frontEnd.shellReplyTo(request);
        assertThat(types(frontEnd.publishedFor(request))).contains("execute_input", "execute_result");
        assertThat(history("tail", 1000)).doesNotContain("not kept");
    }

    @Test
    void userExpressionsAreValuesOrErrors() {
        JsonObject content = FrontEnd.cell("int seven = 7;");
        JsonObject asked = new JsonObject();
        asked.addProperty("good", "seven * 6");
        asked.addProperty("bad", "1 / 0");
        content.add("user_expressions", asked);
        Message reply = frontEnd.shellReplyTo(frontEnd.toShell("execute_request", content));
        JsonObject results = reply.object("user_expressions");
        assertThat(results.getAsJsonObject("good")
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .isEqualTo("42");
        assertThat(results.getAsJsonObject("bad").get("status").getAsString()).isEqualTo("error");
        assertThat(results.getAsJsonObject("bad").get("ename").getAsString()).endsWith("ArithmeticException");
    }

    @Test
    void whoDoesNotStopOnErrorsHasTheNextCellRun() {
        JsonObject failing = FrontEnd.cell("Thread.sleep(300); throw new IllegalStateException();");
        failing.addProperty("stop_on_error", false);
        frontEnd.toShell("execute_request", failing);
        Message next = frontEnd.execute("1");
        assertThat(frontEnd.shellReplyTo(next).text("status", "")).isEqualTo("ok");
    }

    @Test
    void cursorsCountCodePoints() {
        JsonObject content = FrontEnd.cell("\"\uD83D\uDE00\".isBl");
        content.addProperty("cursor_pos", 8);
        Message reply = frontEnd.shellReplyTo(frontEnd.toShell("complete_request", content));
        assertThat(reply.content().getAsJsonArray("matches").toString()).contains("isBlank");
        assertThat(reply.number("cursor_start", -1)).isEqualTo(4);
        assertThat(reply.number("cursor_end", -1)).isEqualTo(8);
    }

    @Test
    void completionsSayWhatTheyAre() {
        frontEnd.shellReplyTo(frontEnd.execute("int typedNumber = 1;"));
        assertThat(typeOf("typedN", "typedNumber")).isEqualTo("instance");
        assertThat(typeOf("StringBuf", "StringBuffer")).isEqualTo("class");
        assertThat(typeOf("Integer.MAX", "MAX_VALUE")).isEqualTo("property");
        assertThat(typeOf("\"\".isBl", "isBlank()")).isEqualTo("function");
        assertThat(completion("\"\".isBl", "isBlank()").get("signature").getAsString())
                .contains("boolean String.isBlank()");
    }

    private String typeOf(String code, String text) {
        return completion(code, text).get("type").getAsString();
    }

    private JsonObject completion(String code, String text) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        Message reply = frontEnd.shellReplyTo(frontEnd.toShell("complete_request", content));
        for (JsonElement each : reply.object("metadata").getAsJsonArray("_jupyter_types_experimental")) {
            if (each.getAsJsonObject().get("text").getAsString().equals(text)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError(text + " is not among the completions of " + code);
    }

    @Test
    void theControlChannelAnswersWhileACellRuns() {
        Message running = frontEnd.execute("System.out.println(\"on\"); while (true) {}");
        frontEnd.published("stream");
        frontEnd.toControl("kernel_info_request");
        assertThat(frontEnd.controlReply().type()).isEqualTo("kernel_info_reply");
        Message waiting = frontEnd.execute("1");
        frontEnd.toControl("interrupt_request");
        assertThat(frontEnd.controlReply().type()).isEqualTo("interrupt_reply");
        assertThat(frontEnd.shellReplyTo(running).text("ename", "")).isEqualTo(CellError.INTERRUPTED);
        assertThat(frontEnd.shellReplyTo(waiting).text("status", "")).isEqualTo("aborted");
    }

    @Test
    void aCellThatTheInterruptOvertookIsAborted() {
        Message running = frontEnd.execute("System.out.println(\"on\"); while (true) {}");
        frontEnd.published("stream");
        Message overtaken = Message.of("execute_request", new JsonObject(), FrontEnd.cell("1"), List.of());
        frontEnd.toControl("interrupt_request");
        assertThat(frontEnd.shellReplyTo(running).text("ename", "")).isEqualTo(CellError.INTERRUPTED);
        frontEnd.toShell(overtaken);
        assertThat(frontEnd.shellReplyTo(overtaken).text("status", "")).isEqualTo("aborted");
        assertThat(result(frontEnd.execute("2"))).isEqualTo("2");
    }

    @Test
    void aFrontEndThatAllowsNoQuestionsGivesTheReaderAnError() {
        JsonObject content = FrontEnd.cell("new Scanner(System.in).nextLine()");
        content.addProperty("allow_stdin", false);
        Message reply = frontEnd.shellReplyTo(frontEnd.toShell("execute_request", content));
        assertThat(reply.text("evalue", "")).contains("allow_stdin");
    }

    @Test
    void anInterruptEndsABlockingReadAndTheNextReaderIsAsked() {
        Message reading = frontEnd.execute("System.in.read()");
        assertThat(frontEnd.inputRequest().flag("password", true)).isFalse();
        frontEnd.toControl("interrupt_request");
        frontEnd.controlReply();
        assertThat(frontEnd.shellReplyTo(reading).text("ename", "")).isEqualTo(CellError.INTERRUPTED);
        Message again = frontEnd.execute("askPassword(\"Key: \").length()");
        Message question = frontEnd.inputRequest();
        assertThat(question.flag("password", false)).isTrue();
        assertThat(question.text("prompt", "")).isEqualTo("Key: ");
        frontEnd.answerInput("secret");
        assertThat(result(again)).isEqualTo("6");
    }

    @Test
    void theOutputOfAThreadStaysUnderItsCell() {
        Message first = frontEnd.execute("var gate = new java.util.concurrent.CountDownLatch(1);\n"
                + "var late = new Thread(() -> { try { gate.await(); } catch (InterruptedException e) {}"
                + " System.out.println(\"late\"); });\nlate.start();");
        frontEnd.shellReplyTo(first);
        Message second = frontEnd.execute("gate.countDown(); late.join(); System.out.println(\"second\");");
        frontEnd.shellReplyTo(second);
        List<Message> published = frontEnd.publishedFor(second);
        assertThat(texts(published)).isEqualTo("second\n");
    }

    @Test
    void commsGoBothWays() {
        frontEnd.shellReplyTo(
                frontEnd.execute(
                        "onComm(\"echo\", (comm, opening) -> {"
                                + " comm.onMessage(m -> comm.send(Map.of(\"back\", m.data().get(\"n\")))); comm.send(opening.data()); })"));
        Message open = frontEnd.toShell("comm_open", comm("c1", "echo", 1));
        assertThat(types(frontEnd.publishedFor(open))).containsExactly("status", "comm_msg", "status");
        Message message = frontEnd.toShell("comm_msg", comm("c1", "echo", 2));
        assertThat(frontEnd.publishedFor(message)
                        .get(1)
                        .object("data")
                        .get("back")
                        .getAsInt())
                .isEqualTo(2);
        assertThat(comms("echo")).isEqualTo("{\"c1\":{\"target_name\":\"echo\"}}");
        assertThat(comms("other")).isEqualTo("{}");
        frontEnd.publishedFor(frontEnd.toShell("comm_close", comm("c1", "echo", 3)));
        assertThat(comms("echo")).isEqualTo("{}");
    }

    @Test
    void aCommThatNobodyAnswersIsClosed() {
        Message open = frontEnd.toShell("comm_open", comm("c2", "nobody", 1));
        assertThat(types(frontEnd.publishedFor(open))).containsExactly("status", "comm_close", "status");
    }

    @Test
    void aCommHandlerThatFailsIsShownAndTheKernelLivesOn() {
        frontEnd.shellReplyTo(frontEnd.execute(
                "onComm(\"broken\", (comm, opening) -> { throw new IllegalStateException(\"no\"); })"));
        Message open = frontEnd.toShell("comm_open", comm("c3", "broken", 1));
        assertThat(types(frontEnd.publishedFor(open))).containsExactly("status", "error", "status");
        assertThat(result(frontEnd.execute("1 + 1"))).isEqualTo("2");
    }

    @Test
    void aDisplayIsUpdatedAndOutputClearedFromACell() {
        Message request = frontEnd.execute("String shown = display(1); updateDisplay(shown, 2); clearOutput(true);");
        frontEnd.shellReplyTo(request);
        List<Message> published = frontEnd.publishedFor(request);
        assertThat(types(published)).containsSubsequence("display_data", "update_display_data", "clear_output");
        assertThat(Stream.of("display_data", "update_display_data")
                        .map(type -> only(published, type).object("transient").get("display_id")))
                .doesNotContainNull()
                .containsOnly(
                        only(published, "display_data").object("transient").get("display_id"));
        assertThat(only(published, "clear_output").flag("wait", false)).isTrue();
    }

    private static JsonObject comm(String id, String target, int number) {
        JsonObject data = new JsonObject();
        data.addProperty("n", number);
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", id);
        content.addProperty("target_name", target);
        content.add("data", data);
        return content;
    }

    private static String comms(String target) {
        JsonObject content = new JsonObject();
        content.addProperty("target_name", target);
        return frontEnd.shellReplyTo(frontEnd.toShell("comm_info_request", content))
                .object("comms")
                .toString();
    }

    private static String history(String access, int n) {
        JsonObject content = new JsonObject();
        content.addProperty("hist_access_type", access);
        content.addProperty("n", n);
        Message reply = frontEnd.shellReplyTo(frontEnd.toShell("history_request", content));
        JsonArray history = reply.content().getAsJsonArray("history");
        return history.toString();
    }

    private static int count(Message request) {
        return frontEnd.shellReplyTo(request).number("execution_count", -1);
    }

    private static String result(Message request) {
        frontEnd.shellReplyTo(request);
        return only(frontEnd.publishedFor(request), "execute_result")
                .object("data")
                .get("text/plain")
                .getAsString();
    }

    private static Message only(List<Message> messages, String type) {
        return messages.stream()
                .filter(message -> message.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type));
    }

    private static List<String> types(List<Message> messages) {
        return messages.stream().map(Message::type).toList();
    }

    private static String texts(List<Message> messages) {
        return String.join(
                "",
                messages.stream()
                        .filter(message -> message.type().equals("stream"))
                        .map(message -> message.text("text", ""))
                        .toList());
    }
}

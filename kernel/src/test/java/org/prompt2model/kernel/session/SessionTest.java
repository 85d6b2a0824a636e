package org.prompt2model.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.JShellInterpreter;
import org.prompt2model.kernel.wire.FrontEnd;
import org.prompt2model.kernel.wire.Message;
import org.prompt2model.run.Run;

/** A whole kernel, spoken to over its sockets as Jupyter does. */
class SessionTest {
    private static Session session;
    private static FrontEnd frontEnd;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Run.use(folder);
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
    void aCellIsAnsweredInTheOrderOfTheProtocol() {
        Message request = frontEnd.execute("System.out.println(\"hello\");\n40 + 2");
        assertThat(frontEnd.shellReply().text("status", "")).isEqualTo("ok");
        List<Message> published = frontEnd.publishedFor(request);
        assertThat(published)
                .extracting(Message::type)
                .containsExactly("status", "execute_input", "stream", "execute_result", "status");
        assertThat(published.get(2).text("text", "")).isEqualTo("hello\n");
        assertThat(data(published.get(3)).get("text/plain").getAsString()).isEqualTo("42");
        assertThat(published.get(3).number("execution_count", -1))
                .isEqualTo(published.get(1).number("execution_count", -2));
    }

    @Test
    void theToolkitIsReadyInTheFirstCell() {
        Message request = frontEnd.execute("parsePrompt(\"Answer.\\n\\nInput: a\\nOutput: b\").demonstrations()");
        assertThat(frontEnd.shellReply().text("status", "")).isEqualTo("ok");
        assertThat(frontEnd.publishedFor(request))
                .filteredOn(message -> message.type().equals("execute_result"))
                .singleElement()
                .satisfies(message ->
                        assertThat(data(message).get("text/html").getAsString()).contains("<table"));
    }

    @Test
    void aFailedCellAbortsTheCellsThatWait() {
        frontEnd.execute("Thread.sleep(500); throw new IllegalStateException(\"no\");");
        frontEnd.execute("1 + 1");
        assertThat(frontEnd.shellReply().text("ename", "")).isEqualTo("java.lang.IllegalStateException");
        assertThat(frontEnd.shellReply().text("status", "")).isEqualTo("aborted");
    }

    /** A front end that reacts to the failure sends what it wants run. */
    @Test
    void aCellThatIsSentOnceTheFailureIsKnownRuns() {
        for (int i = 0; i < 200; i++) {
            assertThat(frontEnd.shellReplyTo(frontEnd.execute("throw new Exception();"))
                            .text("status", ""))
                    .isEqualTo("error");
            assertThat(frontEnd.shellReplyTo(frontEnd.execute("1")).text("status", ""))
                    .isEqualTo("ok");
        }
    }

    @Test
    void anInterruptOnTheControlChannelEndsTheCell() {
        Message request = frontEnd.execute("System.out.println(\"running\"); Thread.sleep(1_000_000);");
        frontEnd.published("stream");
        frontEnd.toControl("interrupt_request");
        assertThat(frontEnd.controlReply().type()).isEqualTo("interrupt_reply");
        assertThat(frontEnd.shellReply().text("ename", "")).isEqualTo(CellError.INTERRUPTED);
        assertThat(frontEnd.publishedFor(request)).extracting(Message::type).contains("error");
    }

    @Test
    void aCellThatReadsAsksTheFrontEnd() {
        Message request = frontEnd.execute("new Scanner(System.in).nextLine()");
        assertThat(frontEnd.inputRequest().type()).isEqualTo("input_request");
        frontEnd.answerInput("typed");
        assertThat(frontEnd.shellReply().text("status", "")).isEqualTo("ok");
        assertThat(frontEnd.publishedFor(request))
                .filteredOn(message -> message.type().equals("execute_result"))
                .singleElement()
                .satisfies(message -> assertThat(data(message).get("text/plain").getAsString())
                        .isEqualTo("typed"));
    }

    @Test
    void progressIsDrawnInPlace() {
        Message request =
                frontEnd.execute("try (var meter = new org.prompt2model.run.ProgressMeter(\"work\", 3, \"steps\")) {"
                        + " for (int i = 1; i <= 3; i++) { Thread.sleep(700); meter.update(i, Map.of()); } }");
        Message reply = frontEnd.shellReply();
        assertThat(reply.text("status", "")).as(reply.content().toString()).isEqualTo("ok");
        assertThat(frontEnd.publishedFor(request))
                .extracting(Message::type)
                .contains("display_data", "update_display_data")
                .containsOnlyOnce("display_data");
    }

    @Test
    void unknownRequestsAreAnsweredWithAnError() {
        frontEnd.toShell("bogus_request", new JsonObject());
        assertThat(frontEnd.shellReply().text("status", "")).isEqualTo("error");
    }

    private static JsonObject data(Message message) {
        return message.content().getAsJsonObject("data");
    }
}

package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Prompt2ModelException;

/** What every provider behind HTTP owes, whatever protocol it speaks. */
abstract class ProviderContract extends TeacherContract {
    static final JsonShape SHAPE =
            JsonShape.list("examples", JsonShape.text("input"), JsonShape.text("output"), JsonShape.integer("id"));

    StandIn standIn;
    StandInTeachers environment;

    abstract Providers provider();

    abstract Protocol protocol();

    @BeforeEach
    void start() throws IOException {
        standIn = new StandIn();
        environment = new StandInTeachers().set("PROMPT2MODEL_TEACHER", "").set("PROMPT2MODEL_TEACHER_PRICE", "1,2");
        environment.lead(provider(), url());
    }

    @AfterEach
    void stop() {
        environment.close();
        standIn.close();
    }

    String url() {
        return standIn.url(protocol());
    }

    @Override
    Teacher teacher() {
        return StandInTeachers.impatient(
                Teachers.of(provider().label() + ":m", TeacherOptions.defaults().attempts(3)));
    }

    private String reply(String text, Protocol.End end) {
        return protocol().reply(text, end, 1_000, 100).toString();
    }

    @Test
    void countsTheTokensOfAReplyAndWhatTheyCost() {
        standIn.first(200, reply("2020-05-04", Protocol.End.WHOLE));
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION))
                .isEqualTo(
                        new Reply.Text("2020-05-04", 1_000, 100, teacher.price().usd(1_000, 100)));
        assertThat(teacher.spentUsd()).isEqualTo(teacher.price().usd(1_000, 100));
        assertThat(teacher.worstCaseUsd(QUESTION))
                .isGreaterThanOrEqualTo(teacher.price().usd(0, 100));
    }

    @Test
    void sendsPromptTemperatureAndLength() {
        teacher().ask(new Question("hello", 0.7, 42, 321));
        assertThat(standIn.lastBody()).contains("hello", "0.7", "321");
    }

    @Test
    void asksForTheShapeOfJsonThatIsWanted() {
        teacher().ask(QUESTION.as(SHAPE));
        assertThat(standIn.lastBody())
                .contains("\"examples\"", "\"input\"", "required")
                .containsIgnoringCase("\"integer\"");
    }

    @Test
    void asksWithoutASchemaWhereTheModelTakesNone() {
        standIn.first(400, Protocol.error("invalid_request_error", "response_format json_schema is not supported"));
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION.as(SHAPE))).isInstanceOf(Reply.Text.class);
        assertThat(standIn.lastBody()).doesNotContain("\"examples\"");
        teacher.ask(new Question("another", 0, 0, 10).as(SHAPE));
        assertThat(standIn.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 529})
    void triesAgain(int status) {
        standIn.first(status, Protocol.error("busy", "later"));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Text.class);
        assertThat(standIn.requests()).isEqualTo(2);
    }

    @Test
    void failsAfterServerErrorsWithoutEndAndAsksAfreshNextTime() {
        standIn.first(500, "{}").first(503, "{}").first(500, "{}");
        Teacher teacher = teacher();
        assertThat(teacher.ask(QUESTION)).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.why()).contains("3 attempts");
            assertThat(failed.costUsd()).isZero();
        });
        assertThat(teacher.ask(QUESTION)).isInstanceOf(Reply.Text.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void stopsAtOnceAtAWrongKeyAndShowsItNowhere(int status) throws IOException {
        standIn.first(status, Protocol.error("auth", "Incorrect API key provided: " + StandInTeachers.KEY));
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("key")
                .satisfies(ProviderContract::showsNoKey)
                .hasNoCause();
        assertThat(standIn.requests()).isEqualTo(1);
        assertThat(Files.exists(folder.resolve("journal.jsonl"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 429, 500})
    void aKeyThatTheProviderEchoesIsHidden(int status) {
        for (int i = 0; i < 3; i++) {
            standIn.first(status, "<html>Authorization: Bearer " + StandInTeachers.KEY + "</html>");
        }
        Reply reply = teacher().ask(QUESTION);
        assertThat(reply.toString()).doesNotContain("0123456789");
        assertThat(folder.resolve("journal.jsonl")).content().doesNotContain("0123456789");
    }

    private static void showsNoKey(Throwable problem) {
        StringWriter all = new StringWriter();
        problem.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("0123456789");
    }

    @Test
    void stopsAtOnceAtAnUnknownModel() {
        standIn.first(404, Protocol.error("not_found", "no such model"));
        assertThatThrownBy(() -> teacher().ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("model");
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void failsAtARequestThatTheProviderRejectsWithoutTryingAgain() {
        standIn.first(400, Protocol.error("invalid_request_error", "the prompt is too long"));
        assertThat(teacher().ask(QUESTION))
                .isInstanceOfSatisfying(
                        Reply.Failed.class, failed -> assertThat(failed.why()).contains("too long"));
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>busy</html>", "null", "{}", "[1]", "{\"choices\": []}", "{\"a\": "})
    void anUnreadableReplyIsAskedForAgainAndCountedAtItsWorst(String body) {
        standIn.first(200, body);
        Teacher teacher = teacher();
        Reply reply = teacher.ask(QUESTION);
        assertThat(reply).isInstanceOf(Reply.Text.class);
        assertThat(standIn.requests()).isEqualTo(2);
        assertThat(reply.costUsd()).isGreaterThanOrEqualTo(teacher.price().usd(0, 100));
    }

    @Test
    void deeplyNestedJsonIsNoReply() {
        standIn.first(200, "{\"a\":".repeat(200_000));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Text.class);
    }

    @Test
    void invalidUtf8IsReadAsFarAsItGoes() {
        byte[] body = reply("2020-05-04", Protocol.End.WHOLE).getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("2020")] = (byte) 0xFF;
        standIn.first(200, body);
        assertThat(teacher().ask(QUESTION)).isInstanceOfSatisfying(Reply.Text.class, text -> assertThat(text.text())
                .isEqualTo("\uFFFD020-05-04"));
    }

    @Test
    void aReplyOfTenMegabytesIsTakenAndFoundInTheJournal() {
        String text = "ten bytes ".repeat(1 << 20);
        standIn.first(200, reply(text, Protocol.End.WHOLE));
        Reply reply = teacher().ask(QUESTION);
        assertThat(reply).isInstanceOfSatisfying(Reply.Text.class, whole -> assertThat(whole.text())
                .isEqualTo(text));
        assertThat(teacher().ask(QUESTION)).isEqualTo(reply);
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void halfACharacterIsTheSameFromTheJournal() {
        standIn.first(200, reply("a@b \uD83D\uDE00", Protocol.End.WHOLE).replace("@", "\\ud83d"));
        Reply reply = teacher().ask(QUESTION);
        assertThat(reply).isInstanceOfSatisfying(Reply.Text.class, text -> assertThat(text.text())
                .isEqualTo("a\uFFFDb \uD83D\uDE00"));
        assertThat(teacher().ask(QUESTION)).isEqualTo(reply);
    }

    @Test
    void tellsAReplyThatWasCutOff() {
        standIn.first(200, reply("2020-", Protocol.End.CUT_OFF));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Truncated.class);
    }

    @Test
    void tellsAReplyThatTheProviderRefused() {
        standIn.first(200, reply("", Protocol.End.REFUSED));
        assertThat(teacher().ask(QUESTION)).isInstanceOf(Reply.Refused.class);
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void aHostThatAcceptsAndNeverAnswersIsLeftAfterTheTimeout() throws IOException {
        try (SilentHost silent = new SilentHost()) {
            environment.lead(provider(), silent.url());
            Teacher teacher = StandInTeachers.impatient(Teachers.of(
                    provider().label() + ":m",
                    TeacherOptions.defaults().attempts(2).timeout(Duration.ofMillis(100))));
            assertThat(teacher.ask(QUESTION))
                    .isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.why())
                            .contains("0.1 seconds", "2 attempts"));
        }
    }

    @Test
    void anUnreachableHostIsToldWithWhatToDo() throws IOException {
        try (SilentHost gone = new SilentHost()) {
            environment.lead(provider(), gone.url());
        }
        Teacher teacher = StandInTeachers.impatient(Teachers.of(provider().label() + ":m"));
        assertThatThrownBy(() -> teacher.ask(QUESTION))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no connection")
                .hasMessageContaining("can be reached");
    }
}

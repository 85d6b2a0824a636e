package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;

/** Many questions at once to an endpoint that has its moods. */
class EndpointTest {
    @TempDir
    Path folder;

    private final StandInTeachers environment = new StandInTeachers();

    @BeforeEach
    void useRun() {
        Run.use(folder);
        environment.set("PROMPT2MODEL_TEACHER", "").set("PROMPT2MODEL_TEACHER_PRICE", "1,2");
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    private Teacher teacher(StandIn standIn, TeacherOptions options) {
        environment.lead(Providers.OPENAI, standIn.url(Protocol.OPENAI));
        return StandInTeachers.impatient(Teachers.of("openai:m", options));
    }

    @Test
    void withThirtyPercentFaultsEachQuestionIsAnsweredAndNonePaidTwice() throws IOException {
        Manners moody = Manners.answering(asked -> "to " + asked.prompt()).faults(0.3, 7, Duration.ofMillis(600));
        try (StandIn standIn = new StandIn(moody, 0)) {
            TeacherOptions options = TeacherOptions.defaults().timeout(Duration.ofMillis(300));
            List<Reply> replies = Questions.of(200).ask(teacher(standIn, options), 64).replies;

            assertThat(replies).hasSize(200).noneMatch(reply -> reply instanceof Reply.Failed);
            for (int i = 0; i < 200; i++) {
                // A letter may have been damaged on the way; the order was not.
                assertThat(replies.get(i).toString()).containsPattern("to Question|\uFFFD|Refused");
            }
            assertThat(standIn.bill().faults()).isGreaterThan(40);
            assertThat(standIn.bill().repeats()).isZero();
            assertThat(folder.resolve("journal.jsonl")).content().hasLineCount(200);
        }
    }

    @Test
    void twoStagesAtOnceShareTheEndpoint() throws Exception {
        Manners slow = Manners.simple().latency(Duration.ofMillis(5));
        try (StandIn standIn = new StandIn(slow, 0)) {
            Teacher one = teacher(standIn, TeacherOptions.defaults().inFlight(4));
            Teacher other = teacher(standIn, TeacherOptions.defaults().inFlight(4));
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> Questions.of(60).ask(one, 16));
            new Questions(60, i -> new Question("Other " + i, 0, i, 50)).ask(other, 16);
            first.get();
            assertThat(standIn.bill().questions()).isEqualTo(120);
            assertThat(standIn.mostAtOnce()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void anEndpointWithFewPlacesIsAskedNoMoreThanTheyAreMostOfTheTime() throws IOException {
        Manners narrow = Manners.simple().latency(Duration.ofMillis(2)).places(6);
        try (StandIn standIn = new StandIn(narrow, 0)) {
            List<Reply> replies = Questions.of(300).ask(teacher(standIn, TeacherOptions.defaults()), 64).replies;
            assertThat(replies).hasSize(300).allMatch(reply -> reply instanceof Reply.Text);
            assertThat(standIn.bill().refusals()).isLessThan(30);
        }
    }

    @Test
    void aWrongKeyStopsAllThatAreInFlight() throws IOException {
        try (StandIn standIn = new StandIn()) {
            for (int i = 0; i < 100; i++) {
                standIn.first(401, Protocol.error("auth", "wrong key"));
            }
            Teacher teacher = teacher(standIn, TeacherOptions.defaults());
            assertThatThrownBy(() -> Questions.of(100).ask(teacher, 64))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("OPENAI_API_KEY");
            assertThat(standIn.requests()).isLessThan(20);
        }
    }

    @Test
    void anEndpointThatAnswersNothingIsGivenUpAndAskedAfreshByTheNextCall() throws IOException {
        try (StandIn standIn = new StandIn()) {
            for (int i = 0; i < 12; i++) {
                standIn.first(503, "busy");
            }
            Teacher teacher = teacher(standIn, TeacherOptions.defaults());
            assertThatThrownBy(() -> Questions.of(100).ask(teacher, 64))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("answers nothing");
            assertThat(standIn.requests()).isBetween(8, 12);
            assertThat(Questions.of(100).ask(teacher, 64).replies).allMatch(reply -> reply instanceof Reply.Text);
        }
    }

    @Test
    void nothingIsSentToAnEndpointThatIsGivenUpWhileItsCallerIsBusy() throws IOException {
        try (StandIn standIn = new StandIn()) {
            for (int i = 0; i < 12; i++) {
                standIn.first(503, "busy");
            }
            Teacher teacher = teacher(standIn, TeacherOptions.defaults());
            Questions slow = new Questions(64, i -> {
                if (i == 63) {
                    waitWhileRequestsCome(standIn);
                }
                return new Question("Question " + i, 0, i, 50);
            });
            assertThatThrownBy(() -> slow.ask(teacher, 64))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("answers nothing");
            assertThat(standIn.requests()).isBetween(8, 12);
        }
    }

    private static void waitWhileRequestsCome(StandIn standIn) {
        int before = -1;
        while (standIn.requests() < 8 || standIn.requests() > before) {
            before = standIn.requests();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    @Test
    void anAllowanceThatIsUsedUpForTheDayIsToldAtOnce() throws IOException {
        try (StandIn standIn = new StandIn()) {
            standIn.header("Retry-After", "3600").first(429, "{}");
            Teacher teacher = teacher(standIn, TeacherOptions.defaults());
            assertThatThrownBy(() -> teacher.ask(new Question("q", 0, 0, 10)))
                    .isInstanceOf(Prompt2ModelException.class)
                    .hasMessageContaining("1 h 00 min");
        }
    }

    @Test
    void whatWasSentBeforeAnInterruptStillReachesTheJournal() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch answer = new CountDownLatch(1);
        Manners slow = Manners.answering(question -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                return "interrupted";
            }
            return "late";
        });
        try (StandIn standIn = new StandIn(slow, 0)) {
            Teacher teacher = teacher(standIn, TeacherOptions.defaults().inFlight(2));
            Thread here = Thread.currentThread();
            CompletableFuture<Void> stopper = CompletableFuture.runAsync(() -> {
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                here.interrupt();
            });
            assertThatThrownBy(() -> Questions.of(10).ask(teacher, 8)).isInstanceOf(StageInterruptedException.class);
            stopper.get();
            answer.countDown();
            awaitLines(2);
            assertThat(standIn.requests()).isEqualTo(2);

            assertThat(Questions.of(10).ask(teacher, 8).replies).hasSize(10);
            assertThat(standIn.requests()).isEqualTo(10);
        }
    }

    private void awaitLines(int lines) throws Exception {
        Path journal = folder.resolve("journal.jsonl");
        for (int i = 0; i < 1_000; i++) {
            if (Files.exists(journal) && Files.readAllLines(journal).size() == lines) {
                return;
            }
            Thread.sleep(10);
        }
        assertThat(journal).content().hasLineCount(lines);
    }
}

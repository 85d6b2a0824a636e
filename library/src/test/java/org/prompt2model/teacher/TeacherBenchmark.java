package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;

/**
 * What the dispatcher must reach against the stand-in; takes minutes, so no build runs it:
 * {@code mvn -q test -pl library -Dtest=TeacherBenchmark} (or {@code TeacherBenchmark#aLimitAMinute}).
 */
class TeacherBenchmark {
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final int PLACES = 16;

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
        return Teachers.of("openai:m", options);
    }

    private static void print(String line) {
        System.out.println("BENCHMARK " + line);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void throughputWithTheNumberOfPlacesKnown() throws IOException {
        throughput("16 places, given as an option", TeacherOptions.defaults().inFlight(PLACES));
    }

    @Test
    void throughputWithTheNumberOfPlacesFoundOut() throws IOException {
        throughput("16 places, found out by asking", TeacherOptions.defaults());
    }

    private void throughput(String what, TeacherOptions options) throws IOException {
        int requests = 2_000;
        Manners manners =
                Manners.answering(new RehearsalAnswers()).latency(LATENCY).places(PLACES);
        try (StandIn standIn = new StandIn(manners, 0)) {
            Teacher teacher = teacher(standIn, options);
            double seconds = seconds(() -> questions(requests).ask(teacher, 128));
            double ideal = requests * LATENCY.toMillis() / 1_000.0 / PLACES;
            print(String.format(
                    Locale.ROOT,
                    "throughput, 200 ms latency, %s: %d requests in %.1f s, %.1f a second, %.1f%% of the ideal, %d answers 429",
                    what,
                    requests,
                    seconds,
                    requests / seconds,
                    100 * ideal / seconds,
                    standIn.bill().refusals()));
            assertThat(ideal / seconds).isGreaterThan(0.9);
        }
    }

    @Test
    void aLimitAMinuteThatTheHeadersTell() throws IOException {
        limit("told by the headers", true, TeacherOptions.defaults());
    }

    @Test
    void aLimitAMinuteThatIsAnOption() throws IOException {
        limit("given as an option", false, TeacherOptions.defaults().requestsPerMinute(600));
    }

    private void limit(String what, boolean told, TeacherOptions options) throws IOException {
        int requests = 900;
        Manners manners =
                Manners.answering(new RehearsalAnswers()).latency(LATENCY).perMinute(600, 0, told);
        try (StandIn standIn = new StandIn(manners, 0)) {
            Teacher teacher = teacher(standIn, options);
            double seconds = seconds(() -> questions(requests).ask(teacher, 128));
            double perMinute = requests / seconds * 60;
            print(String.format(
                    Locale.ROOT,
                    "limit of 600 requests a minute, %s: %d requests in %.1f s, %.0f a minute, %.1f%% of the limit, %d answers 429",
                    what,
                    requests,
                    seconds,
                    perMinute,
                    perMinute / 6,
                    standIn.bill().refusals()));
            assertThat(perMinute).isBetween(0.95 * 600, 601.0);
            assertThat(standIn.bill().refusals()).isZero();
        }
    }

    @Test
    void tokensAMinute() throws IOException {
        int requests = 900;
        int perMinute = 60_000;
        Manners manners =
                Manners.answering(asked -> "x".repeat(320)).latency(LATENCY).perMinute(0, perMinute, false);
        try (StandIn standIn = new StandIn(manners, 0)) {
            Teacher teacher = teacher(standIn, TeacherOptions.defaults().tokensPerMinute(perMinute));
            double seconds = seconds(() -> questions(requests).ask(teacher, 128));
            double tokens = standIn.bill().tokens() / seconds * 60;
            print(String.format(
                    Locale.ROOT,
                    "limit of 60,000 tokens a minute, given as an option: %d requests in %.1f s, %.0f tokens a minute, %.1f%% of the limit, %d answers 429",
                    requests,
                    seconds,
                    tokens,
                    100 * tokens / perMinute,
                    standIn.bill().refusals()));
            assertThat(standIn.bill().refusals()).isZero();
        }
    }

    @Test
    void interrupt() throws Exception {
        Manners manners = Manners.simple().latency(Duration.ofSeconds(5));
        try (StandIn standIn = new StandIn(manners, 0)) {
            Teacher teacher = teacher(standIn, TeacherOptions.defaults().inFlight(PLACES));
            Thread stage =
                    new Thread(() -> assertThatThrownBy(() -> questions(100).ask(teacher, 64))
                            .isInstanceOf(StageInterruptedException.class));
            stage.start();
            while (standIn.requests() < PLACES) {
                Thread.sleep(10);
            }
            double seconds = seconds(() -> {
                stage.interrupt();
                try {
                    stage.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (GeneratingProcess.journalLines(folder) < PLACES) {
                Thread.sleep(10);
            }
            print(String.format(
                    Locale.ROOT,
                    "interrupt with %d in flight: the stage ended after %.1f ms, the %d replies reached the journal",
                    PLACES,
                    seconds * 1_000,
                    GeneratingProcess.journalLines(folder)));
        }
    }

    @Test
    void faults() throws IOException {
        int requests = 1_000;
        Manners manners = Manners.answering(new RehearsalAnswers())
                .latency(Duration.ofMillis(50))
                .faults(0.3, 1, Duration.ofSeconds(4));
        try (StandIn standIn = new StandIn(manners, 0)) {
            Teacher teacher = teacher(standIn, TeacherOptions.defaults().timeout(Duration.ofSeconds(2)));
            Questions questions = questions(requests);
            double seconds = seconds(() -> questions.ask(teacher, 128));
            long failed = questions.replies.stream()
                    .filter(reply -> reply instanceof Reply.Failed)
                    .count();
            print(String.format(
                    Locale.ROOT,
                    "faults of all kinds in 30%% of requests: %d replies to %d questions in %.1f s, %d failed, %d requests of which %d went wrong, %d questions paid twice",
                    questions.replies.size(),
                    requests,
                    seconds,
                    failed,
                    standIn.requests(),
                    standIn.bill().faults(),
                    standIn.bill().repeats()));
            assertThat(questions.replies).hasSize(requests);
            assertThat(failed).isZero();
            assertThat(standIn.bill().repeats()).isZero();
        }
    }

    @Test
    void killedAtTwentyMoments() throws Exception {
        int rows = 30_000;
        Manners manners = Manners.answering(new RehearsalAnswers()).latency(Duration.ofMillis(150));
        try (StandIn standIn = new StandIn(manners, 0)) {
            Path killed = folder.resolve("killed");
            SplittableRandom random = new SplittableRandom(5);
            int kills = 0;
            while (kills < 20) {
                try (GeneratingProcess program = new GeneratingProcess(killed, rows, settings(standIn))) {
                    Thread.sleep(700 + random.nextInt(1_200));
                    assertThat(program.runs())
                            .as("ended before kill %d", kills + 1)
                            .isTrue();
                    kills++;
                }
            }
            long before = GeneratingProcess.journalLines(killed);
            String table;
            try (GeneratingProcess program = new GeneratingProcess(killed, rows, settings(standIn))) {
                table = program.result();
            }
            int requests = standIn.requests();
            String whole;
            try (GeneratingProcess program = new GeneratingProcess(folder.resolve("whole"), rows, settings(standIn))) {
                whole = program.result();
            }
            print(String.format(
                    Locale.ROOT,
                    "killed %d times: %d replies before the last start, %d in all, %d requests (undisturbed %d), %d completed replies paid again, table %s",
                    kills,
                    before,
                    GeneratingProcess.journalLines(killed),
                    requests,
                    standIn.requests() - requests,
                    GeneratingProcess.paidTwice(killed),
                    table.equals(whole) ? "equal to an undisturbed run's" : "DIFFERENT"));
            assertThat(GeneratingProcess.paidTwice(killed)).isZero();
            assertThat(table).isEqualTo(whole);
        }
    }

    @Test
    void aHundredThousandRowsInAGigabyte() throws Exception {
        try (GeneratingProcess program =
                new GeneratingProcess(folder, 100_000, Map.of("PROMPT2MODEL_TEACHER", "rehearsal"), "-Xmx1g")) {
            program.result();
        }
        List<String> output = java.nio.file.Files.readAllLines(folder.resolve("output.txt"));
        print(String.format(Locale.ROOT, "100,000 rows with -Xmx1g: %s", output.get(output.size() - 2)));
    }

    private static Map<String, String> settings(StandIn standIn) {
        return Map.of(
                "PROMPT2MODEL_TEACHER",
                "openai:m",
                "OPENAI_BASE_URL",
                standIn.url(Protocol.OPENAI),
                "OPENAI_API_KEY",
                "none");
    }

    private static Questions questions(int number) {
        return new Questions(number, i -> new Question("""
                Do the task below for one input.

                ## Task
                Rewrite a date expression in ISO 8601.

                ## Input
                May %d, %d
                """.formatted(i % 28 + 1, 1950 + i % 80), 0.5, i, 100));
    }
}

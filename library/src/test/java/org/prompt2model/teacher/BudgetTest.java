package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;

class BudgetTest {
    private static final Price PRICE = new Price(200, 800);

    @TempDir
    Path folder;

    private final StandInTeachers environment = new StandInTeachers();

    @BeforeEach
    void useRun() {
        Run.use(folder);
        environment.set("PROMPT2MODEL_TEACHER", "").set("PROMPT2MODEL_TEACHER_PRICE", "200,800");
    }

    @AfterEach
    void restore() {
        environment.close();
    }

    /** Prompts and replies of random size, endpoints of random width, and a tenth of the requests go wrong. */
    @RepeatedTest(100)
    void aDollarIsNeverPassed(RepetitionInfo repetition) throws IOException {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int longest = 40 + random.nextInt(400);
        Manners manners = Manners.answering(asked -> "x".repeat((int) (Math.abs(asked.seed() * 7919) % longest)))
                .faults(0.1, seed, Duration.ofMillis(300));
        try (StandIn standIn = new StandIn(manners, 0)) {
            environment.lead(Providers.OPENAI, standIn.url(Protocol.OPENAI));
            TeacherOptions options =
                    TeacherOptions.defaults().inFlight(1 + random.nextInt(16)).timeout(Duration.ofMillis(150));
            Teacher teacher = StandInTeachers.impatient(Teachers.of("openai:m", options));
            Budget budget = new Budget(BudgetLimits.NONE.usd(1));
            Questions questions = new Questions(
                    10_000,
                    i -> new Question(
                            i + "y".repeat(random.nextInt(300)),
                            1,
                            1 + random.nextInt(1_000),
                            1 + random.nextInt(150)));

            Outcome outcome = Dispatcher.run("test", teacher, budget, 1 + random.nextInt(32), questions);

            assertThat(outcome).isInstanceOf(Outcome.BudgetReached.class);
            assertThat(standIn.bill().usd(PRICE)).isLessThanOrEqualTo(1).isLessThanOrEqualTo(budget.spentUsd() + 1e-9);
            assertThat(budget.spentUsd()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void theTokensOfARunNeverPassTheirCap() throws IOException {
        try (StandIn standIn = new StandIn(Manners.answering(asked -> "x".repeat(100)), 0)) {
            environment.lead(Providers.OPENAI, standIn.url(Protocol.OPENAI));
            Budget budget = new Budget(BudgetLimits.NONE.tokens(5_000));
            Outcome outcome = Dispatcher.run("test", Teachers.of("openai:m"), budget, 16, Questions.of(10_000));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.BudgetReached.class, reached -> assertThat(reached.cap())
                    .isEqualTo(Outcome.Cap.TOKENS));
            assertThat(standIn.bill().tokens()).isBetween(4_000L, 5_000L);
        }
    }

    @Test
    void repliesFromTheJournalCountSoThatACallThatGoesOnEndsWhereItWouldHaveEnded() throws IOException {
        try (StandIn standIn = new StandIn(Manners.answering(asked -> "x".repeat(100)), 0)) {
            environment.lead(Providers.OPENAI, standIn.url(Protocol.OPENAI));
            Budget first = new Budget(BudgetLimits.NONE.usd(1));
            Questions questions = Questions.of(10_000);
            Dispatcher.run("test", Teachers.of("openai:m"), first, 8, questions);
            int requests = standIn.requests();

            Budget again = new Budget(BudgetLimits.NONE.usd(1));
            Questions same = Questions.of(10_000);
            Dispatcher.run("test", Teachers.of("openai:m"), again, 8, same);

            assertThat(same.replies).isEqualTo(questions.replies);
            assertThat(again.spentUsd()).isEqualTo(first.spentUsd());
            assertThat(standIn.requests()).isEqualTo(requests);
        }
    }

    @Test
    void anEstimateTellsWhatIsNotKnown() {
        environment.set("OPENAI_BASE_URL", "http://localhost:1/v1").set("PROMPT2MODEL_TEACHER_PRICE", "");
        Question question = new Question("x".repeat(400), 1, 0, 1_000);
        assertThat(Estimate.of(Teachers.of("openai:m"), question, 25, 500).words())
                .isEqualTo("about 25 requests, 15,025 tokens, cost unknown (the price of this model is not known)");
        environment.set("PROMPT2MODEL_TEACHER_PRICE", "1,10");
        assertThat(Estimate.of(Teachers.of("openai:m"), question, 25, 500).words())
                .isEqualTo("about 25 requests, 15,025 tokens, 0.13 USD (0.26 USD at most)");
        assertThat(Estimate.of(Teachers.of("rehearsal"), question, 25, 500).words())
                .endsWith("free");
    }

    @Test
    void aCapIsGreaterThanNothing() {
        assertThatThrownBy(() -> BudgetLimits.NONE.usd(0))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("budgetUsd");
        assertThatThrownBy(() -> BudgetLimits.NONE.tokens(-1)).hasMessageContaining("budgetTokens");
        assertThatThrownBy(() -> BudgetLimits.NONE.minutes(Double.NaN)).hasMessageContaining("budgetMinutes");
    }
}

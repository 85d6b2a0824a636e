package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.Table;

class DispatcherTest {
    /** Asks a number of questions, each of which tells what was taken before it. */
    private static final class Counting implements Dispatcher.Work {
        final List<String> taken = new ArrayList<>();
        private final int questions;
        private int asked;

        Counting(int questions) {
            this.questions = questions;
        }

        @Override
        public Optional<Question> next() {
            return asked == questions
                    ? Optional.empty()
                    : Optional.of(new Question(++asked + " after " + taken.size(), 0, 0, 10));
        }

        @Override
        public void take(int request, Question question, Reply reply) {
            taken.add(request + ": " + question.prompt() + " = " + ((Reply.Text) reply).text());
        }
    }

    private record Scripted(int inFlight, double worstCaseUsd, Function<Question, Reply> script) implements Teacher {
        Scripted(int inFlight, Function<Question, Reply> script) {
            this(inFlight, 0, script);
        }

        @Override
        public String name() {
            return "test:scripted";
        }

        @Override
        public boolean rehearsal() {
            return false;
        }

        @Override
        public Reply ask(Question question) {
            return script.apply(question);
        }

        @Override
        public double worstCaseUsd(Question question) {
            return worstCaseUsd;
        }

        @Override
        public Teacher forTask(String instruction, List<Example> demonstrations) {
            return this;
        }

        @Override
        public Table predict(Table rows) {
            return rows.copy();
        }
    }

    private static Reply echo(Question question) {
        return new Reply.Text(question.prompt().toUpperCase(java.util.Locale.ROOT), 3, 4, 0.25);
    }

    private static Outcome run(Teacher teacher, BudgetLimits limits, int window, Dispatcher.Work work) {
        return Dispatcher.run("test", teacher, new Budget(limits), window, work);
    }

    private static void awaitOthers(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void theOrderOfArrivalAndTheNumberInFlightChangeNothing(int inFlight) {
        Counting one = new Counting(40);
        run(new Scripted(1, DispatcherTest::echo), BudgetLimits.NONE, 5, one);

        Counting many = new Counting(40);
        CyclicBarrier together = new CyclicBarrier(Math.min(5, inFlight));
        Teacher late = new Scripted(inFlight, question -> {
            // Those in flight together are answered together, whichever thread is first then.
            awaitOthers(together);
            return echo(question);
        });
        assertThat(run(late, BudgetLimits.NONE, 5, many)).isEqualTo(new Outcome.Done());

        assertThat(many.taken).hasSize(40).isEqualTo(one.taken);
        assertThat(many.taken.get(0)).isEqualTo("1: 1 after 0 = 1 AFTER 0");
        assertThat(many.taken.get(39)).startsWith("40: 40 after 35");
    }

    @Test
    void asManyAreInFlightAsTheTeacherTakes() {
        CountDownLatch four = new CountDownLatch(4);
        Teacher teacher = new Scripted(4, question -> {
            four.countDown();
            try {
                four.await();
            } catch (InterruptedException e) {
                return new Reply.Failed("interrupted");
            }
            return echo(question);
        });
        Counting work = new Counting(8);
        run(teacher, BudgetLimits.NONE, 8, work);
        assertThat(work.taken).hasSize(8);
    }

    @Test
    void workThatHasNothingForNowIsAskedAgainAfterTheNextReply() {
        List<Integer> taken = new ArrayList<>();
        Outcome outcome = run(new Scripted(4, DispatcherTest::echo), BudgetLimits.NONE, 10, new Dispatcher.Work() {
            private int asked;

            @Override
            public Optional<Question> next() {
                boolean ready = asked < 6 && asked / 2 * 2 <= taken.size();
                return ready ? Optional.of(new Question("q" + asked++, 0, 0, 10)) : Optional.empty();
            }

            @Override
            public void take(int request, Question question, Reply reply) {
                taken.add(request);
            }
        });
        assertThat(outcome).isEqualTo(new Outcome.Done());
        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void theWorstCaseOfEverythingInFlightFitsTheBudget(int inFlight) {
        Counting work = new Counting(100);
        Outcome outcome = run(new Scripted(inFlight, 1, DispatcherTest::echo), BudgetLimits.NONE.usd(2), 8, work);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.BudgetReached.class, reached -> {
            assertThat(reached.cap()).isEqualTo(Outcome.Cap.USD);
            assertThat(reached.words()).contains("2.0 US dollars", "1.2500 USD");
        });
        assertThat(work.taken).hasSize(5);
    }

    @Test
    void theTokensOfTheRepliesCount() {
        Counting work = new Counting(100);
        Outcome outcome = run(new Scripted(2, DispatcherTest::echo), BudgetLimits.NONE.tokens(100), 4, work);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.BudgetReached.class, reached -> assertThat(reached.cap())
                .isEqualTo(Outcome.Cap.TOKENS));
        assertThat(work.taken.size() * 7).isBetween(1, 100);
    }

    @Test
    void theMinutesEndItWhileARequestHangs() {
        CountDownLatch never = new CountDownLatch(1);
        Teacher hangs = new Scripted(2, question -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                return new Reply.Failed("interrupted");
            }
            return echo(question);
        });
        Outcome outcome = run(hangs, BudgetLimits.NONE.minutes(0.001), 4, new Counting(5));
        never.countDown();
        assertThat(outcome).isInstanceOfSatisfying(Outcome.BudgetReached.class, reached -> assertThat(reached.cap())
                .isEqualTo(Outcome.Cap.MINUTES));
    }

    @Test
    void anUnknownPriceAndABudgetInDollarsDoNotGoTogether() {
        assertThatThrownBy(() -> run(
                        new Scripted(2, Double.NaN, DispatcherTest::echo),
                        BudgetLimits.NONE.usd(1),
                        4,
                        new Counting(5)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("PROMPT2MODEL_TEACHER_PRICE");
    }

    @Test
    void anInterruptEndsItAndLeavesWhatWasSentToArrive() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(2);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(2);
        ConcurrentHashMap<String, Boolean> asked = new ConcurrentHashMap<>();
        Teacher slow = new Scripted(2, question -> {
            asked.put(question.prompt(), true);
            sent.countDown();
            try {
                answer.await();
                arrived.countDown();
            } catch (InterruptedException e) {
                return new Reply.Failed("interrupted");
            }
            return echo(question);
        });
        Thread here = Thread.currentThread();
        Thread stopper = new Thread(() -> {
            try {
                sent.await();
            } catch (InterruptedException e) {
                return;
            }
            here.interrupt();
        });
        stopper.start();
        assertThatThrownBy(() -> run(slow, BudgetLimits.NONE, 4, new Counting(10)))
                .isInstanceOf(StageInterruptedException.class)
                .hasMessageContaining("journal");
        answer.countDown();
        arrived.await();
        assertThat(asked).hasSize(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anErrorThatEndsItComesAfterTheRepliesBeforeIt() {
        Counting work = new Counting(10);
        Teacher teacher = new Scripted(1, question -> {
            if (question.prompt().startsWith("3 ")) {
                throw new Prompt2ModelException("no access", "the key is wrong", "set it");
            }
            return echo(question);
        });
        assertThatThrownBy(() -> run(teacher, BudgetLimits.NONE, 4, work)).hasMessageContaining("the key is wrong");
        assertThat(work.taken).hasSize(2);
    }
}

package org.prompt2model.teacher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.prompt2model.run.StageInterruptedException;

/**
 * Asks many questions at once, up to what the endpoint takes, and hands the replies back in the order of the questions.
 *
 * <p>Which questions are asked, and what is taken when, depends on the replies alone: not on the order in which they
 * arrive, nor on how many are in flight, nor on whether they come from the journal.
 */
public final class Dispatcher {
    private static final String IN_JOURNAL =
            "Every reply so far is in the journal; call it again to go on where it ended.";

    /** Where the questions come from and the replies go; both methods are called on the caller's thread only. */
    public interface Work {
        /**
         * The next question; empty when there is none for now. Question i is asked for only after the reply to question
         * i - window was taken, and, when empty is returned, again after each further reply; the work ends when it is
         * empty and nothing is in flight.
         */
        Optional<Question> next();

        /**
         * Takes a reply, in the order of the questions.
         *
         * @param request the question's number, from 1
         */
        void take(int request, Question question, Reply reply);
    }

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private record Flight(int request, Question question, Leave leave, CompletableFuture<Reply> reply) {}

    private final String stage;
    private final Teacher teacher;
    private final Budget budget;
    private final int window;
    private final Work work;
    private final ExecutorService pool;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private final CompletableFuture<Reply> broken = new CompletableFuture<>();
    private Optional<Question> waiting = Optional.empty();
    private int asked;
    private volatile boolean ended;

    private Dispatcher(String stage, Teacher teacher, Budget budget, int window, Work work) {
        this.stage = stage;
        this.teacher = teacher;
        this.budget = budget;
        this.window = window;
        this.work = work;
        this.pool = Executors.newFixedThreadPool(Math.max(1, Math.min(window, teacher.inFlight())), task -> {
            Thread thread = new Thread(task, "teacher");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The leave to send a question, with its worst case set aside as often as it may be charged. */
    private final class Leave implements Sending {
        private final Budget.Reservation reservation;

        Leave(Budget.Reservation reservation) {
            this.reservation = reservation;
        }

        @Override
        public boolean wanted() {
            return !ended;
        }

        @Override
        public boolean again() {
            return reservation.again();
        }
    }

    /**
     * Runs the work to its end, or to a cap of the budget.
     *
     * @param stage its name, for messages
     * @param budget where each question's worst case is set aside before it is sent
     * @param window how many questions are prepared ahead, 1 or more: question i may depend on the replies up to
     *     i - window. It belongs to the stage and never to the endpoint, of which the result must not depend
     * @throws StageInterruptedException if this thread is interrupted. Nothing more is sent; what was sent may be charged
     *     already, so its reply still goes to the journal when it arrives
     * @throws org.prompt2model.corpus.Prompt2ModelException if going on is senseless: no access, an endpoint that answers
     *     nothing, a price that the budget needs and nobody knows. The replies before it, in the order of the questions,
     *     were taken
     */
    public static Outcome run(String stage, Teacher teacher, Budget budget, int window, Work work) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be 1 or more, not " + window);
        }
        Dispatcher dispatcher = new Dispatcher(stage, teacher, budget, window, work);
        try {
            return dispatcher.run();
        } finally {
            dispatcher.end();
        }
    }

    /** Asks one question that stands alone. */
    static Reply single(Teacher teacher, Question question) {
        Deque<Question> questions = new ArrayDeque<>(List.of(question));
        List<Reply> replies = new ArrayList<>();
        run("Asking " + teacher.name(), teacher, new Budget(BudgetLimits.NONE), 1, new Work() {
            @Override
            public Optional<Question> next() {
                return Optional.ofNullable(questions.poll());
            }

            @Override
            public void take(int request, Question asked, Reply reply) {
                replies.add(reply);
            }
        });
        return replies.get(0);
    }

    private Outcome run() {
        while (true) {
            StageInterruptedException.check(stage, IN_JOURNAL);
            Optional<Outcome.BudgetReached> reached = fill();
            if (flights.isEmpty()) {
                return reached.isPresent() ? reached.get() : new Outcome.Done();
            }
            Optional<Reply> reply = await(flights.peek().reply());
            if (reply.isEmpty()) {
                return budget.late().orElseThrow();
            }
            Flight flight = flights.poll();
            flight.leave().reservation.settle(reply.get());
            work.take(flight.request(), flight.question(), reply.get());
        }
    }

    /** Sends until the window is full; a question that the budget has no room for waits until others have settled. */
    private Optional<Outcome.BudgetReached> fill() {
        while (flights.size() < window) {
            waiting = waiting.or(work::next);
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            Question question = waiting.get();
            Optional<Outcome.BudgetReached> refusal = budget.refusal(teacher, question);
            if (refusal.isPresent()) {
                return refusal;
            }
            waiting = Optional.empty();
            asked++;
            Flight flight = new Flight(
                    asked, question, new Leave(budget.reserve(teacher, question)), new CompletableFuture<>());
            flights.add(flight);
            pool.execute(() -> fly(flight));
        }
        return Optional.empty();
    }

    /** On a thread of the pool. */
    private void fly(Flight flight) {
        if (ended) {
            return;
        }
        try {
            Reply reply = teacher instanceof Attended attended
                    ? attended.ask(flight.question(), flight.leave())
                    : teacher.ask(flight.question());
            if (reply != null) {
                flight.reply().complete(reply);
            }
        } catch (RuntimeException | Error e) {
            // Here already: the caller may be busy with the work for long.
            stopSending();
            broken.completeExceptionally(e);
        }
    }

    /** The reply, or empty where the cap in minutes comes first. What a thread of the pool threw comes out here. */
    private Optional<Reply> await(CompletableFuture<Reply> reply) {
        try {
            if (!reply.isDone()) {
                long nanos = budget.left().orElse(FOR_EVER).toNanos();
                CompletableFuture.anyOf(reply, broken).get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            }
            return Optional.of(reply.isDone() ? reply.get() : broken.get());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new StageInterruptedException(stage, IN_JOURNAL);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private void end() {
        pool.shutdown();
        stopSending();
    }

    private void stopSending() {
        ended = true;
        if (teacher instanceof Attended attended) {
            attended.wake();
        }
    }
}

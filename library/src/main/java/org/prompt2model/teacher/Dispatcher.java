package org.prompt2model.teacher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private record Flight(int request, Question question, Future<Reply> reply) {}

    private final String stage;
    private final Teacher teacher;
    private final Budget budget;
    private final int window;
    private final Work work;
    private final ExecutorService pool;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private Optional<Question> waiting = Optional.empty();
    private int asked;

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

    /**
     * Runs the work to its end, or to the cap of the budget.
     *
     * @param stage its name, for messages
     * @param budget where each question's worst case is set aside before it is sent
     * @param window how many questions are prepared ahead, 1 or more: question i may depend on the replies up to
     *     i - window. It belongs to the stage and never to the endpoint, of which the result must not depend
     * @throws StageInterruptedException if this thread is interrupted. Nothing more is sent; what was sent is paid for,
     *     so its reply still goes to the journal where it arrives
     * @throws org.prompt2model.corpus.Prompt2ModelException if going on is senseless: no access, an endpoint that answers
     *     nothing, a price that the budget needs and nobody knows. The replies before it were taken
     */
    public static Outcome run(String stage, Teacher teacher, Budget budget, int window, Work work) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be 1 or more, not " + window);
        }
        Dispatcher dispatcher = new Dispatcher(stage, teacher, budget, window, work);
        try {
            return dispatcher.run();
        } finally {
            dispatcher.flights.forEach(flight -> flight.reply().cancel(false));
            dispatcher.pool.shutdown();
        }
    }

    private Outcome run() {
        while (true) {
            StageInterruptedException.check(stage, IN_JOURNAL);
            Optional<Outcome.BudgetReached> reached = fill();
            if (flights.isEmpty()) {
                return reached.isPresent() ? reached.get() : new Outcome.Done();
            }
            Optional<Reply> reply = await(flights.peek());
            if (reply.isEmpty()) {
                return budget.late().orElseThrow();
            }
            Flight flight = flights.poll();
            budget.settle(teacher, flight.question(), reply.get());
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
            Optional<Outcome.BudgetReached> refusal = budget.reserve(teacher, question);
            if (refusal.isPresent()) {
                return refusal;
            }
            waiting = Optional.empty();
            asked++;
            flights.add(new Flight(asked, question, pool.submit(() -> teacher.ask(question))));
        }
        return Optional.empty();
    }

    /** The reply, or empty where the cap in minutes comes first. */
    private Optional<Reply> await(Flight flight) {
        try {
            Duration left = budget.left().orElse(Duration.ofDays(365));
            return Optional.of(flight.reply().get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new StageInterruptedException(stage, IN_JOURNAL);
        } catch (ExecutionException | CancellationException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("asking " + teacher.name() + " ended without a reply", e);
        }
    }
}

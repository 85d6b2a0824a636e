package org.prompt2model.teacher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * What one call of a stage has used of its {@link BudgetLimits}. The worst case of a question is set aside before it is
 * sent and replaced by the reply's own figures afterwards, so that no cap is ever passed, however many are in flight.
 */
public final class Budget {
    private final BudgetLimits limits;
    private final long start = System.nanoTime();
    private double spentUsd;
    private double reservedUsd;
    private long inputTokens;
    private long outputTokens;
    private long reservedTokens;
    private int replies;

    /** A budget for one call of a stage; its minutes begin now. */
    public Budget(BudgetLimits limits) {
        this.limits = limits;
    }

    private void spend(Reply reply, double usd) {
        replies++;
        spentUsd += usd;
        inputTokens += reply.inputTokens();
        outputTokens += reply.outputTokens();
    }

    /** Sets the question's worst case aside, whether or not there is room for it. */
    synchronized Reservation reserve(Teacher teacher, Question question) {
        Reservation reservation = new Reservation(worstUsd(teacher, question), teacher.worstCaseTokens(question));
        reservation.add();
        return reservation;
    }

    /** What is set aside for one question. */
    final class Reservation {
        private final double usd;
        private final long tokens;
        private int attempts;

        private Reservation(double usd, long tokens) {
            this.usd = usd;
            this.tokens = tokens;
        }

        private void add() {
            attempts++;
            reservedUsd += usd;
            reservedTokens += tokens;
        }

        /** Sets the worst case aside once more, for an attempt after one that may be charged; false without room. */
        boolean again() {
            synchronized (Budget.this) {
                boolean room = refusal(usd, tokens).isEmpty();
                if (room) {
                    add();
                }
                return room;
            }
        }

        /** Replaces what was set aside by what the reply used. */
        void settle(Reply reply) {
            synchronized (Budget.this) {
                reservedUsd -= attempts * usd;
                reservedTokens -= attempts * tokens;
                // A reply without token counts may have cost anything up to its worst case.
                boolean counted = !Double.isNaN(reply.costUsd()) || Double.isInfinite(limits.usd());
                spend(reply, counted ? reply.costUsd() : attempts * usd);
            }
        }
    }

    /**
     * The cap that has no room for the question's worst case.
     *
     * @throws Prompt2ModelException if there is a cap in dollars and the teacher's price is unknown
     */
    synchronized Optional<Outcome.BudgetReached> refusal(Teacher teacher, Question question) {
        return refusal(worstUsd(teacher, question), teacher.worstCaseTokens(question));
    }

    private Optional<Outcome.BudgetReached> refusal(double worstUsd, long worstTokens) {
        if (spentUsd + reservedUsd + worstUsd > limits.usd()) {
            return reached(
                    Outcome.Cap.USD,
                    "the budget of " + limits.usd() + " US dollars, " + words() + " of which is spent");
        }
        long used = inputTokens + outputTokens + reservedTokens;
        if (worstTokens > limits.tokens() - used) {
            return reached(
                    Outcome.Cap.TOKENS,
                    String.format(
                            Locale.ROOT,
                            "the budget of %,d tokens, %,d of which are used",
                            limits.tokens(),
                            inputTokens + outputTokens));
        }
        return late();
    }

    /** The cap in minutes, once it is reached. */
    Optional<Outcome.BudgetReached> late() {
        return left().filter(left -> left.isNegative() || left.isZero())
                .flatMap(left ->
                        reached(Outcome.Cap.MINUTES, "the budget of " + limits.minutes() + " minutes, which are over"));
    }

    /** Time until the cap in minutes; empty without one. */
    Optional<Duration> left() {
        double nanos = limits.minutes() * 60e9;
        return nanos < Long.MAX_VALUE / 2.0
                ? Optional.of(Duration.ofNanos((long) nanos - (System.nanoTime() - start)))
                : Optional.empty();
    }

    private static Optional<Outcome.BudgetReached> reached(Outcome.Cap cap, String words) {
        return Optional.of(new Outcome.BudgetReached(cap, words));
    }

    /** The worst case in dollars; 0 without a cap, for then an unknown price does not matter. */
    private double worstUsd(Teacher teacher, Question question) {
        if (Double.isInfinite(limits.usd())) {
            return 0;
        }
        double worst = teacher.worstCaseUsd(question);
        if (Double.isNaN(worst)) {
            throw new Prompt2ModelException(
                    "A budget of " + limits.usd() + " US dollars cannot be kept with " + teacher.name(),
                    "the price of this model is not known",
                    "set " + Prices.VARIABLE + " to its US dollars a million tokens, sent and received, for example"
                            + " 0.40,1.60; or leave the budget out");
        }
        return worst;
    }

    /** US dollars spent by this call and, from the journal, by an interrupted earlier one; NaN where a price is unknown. */
    public synchronized double spentUsd() {
        return spentUsd;
    }

    /** Tokens sent, as far as the provider counts them. */
    public synchronized long inputTokens() {
        return inputTokens;
    }

    /** Tokens received, as far as the provider counts them. */
    public synchronized long outputTokens() {
        return outputTokens;
    }

    /** What is spent, for people: {@code 0.0123 USD}, {@code 0 USD} or {@code unknown}. */
    public synchronized String words() {
        return Double.isNaN(spentUsd) ? "unknown" : spentUsd == 0 ? "0 USD" : "%.4f USD".formatted(spentUsd);
    }

    /** Live figures for the progress of a stage: replies, tokens, what is spent. */
    public synchronized Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("requests", String.format(Locale.ROOT, "%,d", replies));
        figures.put("tokens", String.format(Locale.ROOT, "%,d", inputTokens + outputTokens));
        figures.put("spent", Double.isInfinite(limits.usd()) ? words() : words() + " of " + limits.usd() + " USD");
        return figures;
    }
}

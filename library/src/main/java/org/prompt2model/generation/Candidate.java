package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.List;

/** A new input on its way to a row: its answers, its rating, what it cost, and in the end its verdict. */
final class Candidate implements Entry {
    private final Draft draft;
    private final Ballot ballot = new Ballot();
    private final List<String> keys = new ArrayList<>(4);
    private double costUsd;
    private int waiting;
    private boolean voted;
    private int unusable;
    private String lastTrouble = "";
    private int rating;
    private boolean closed;
    private String reason = "";

    Candidate(Draft draft) {
        this.draft = draft;
        this.costUsd = draft.costUsd();
        keys.add(draft.origin().key());
    }

    Draft draft() {
        return draft;
    }

    String input() {
        return draft.input();
    }

    Ballot ballot() {
        return ballot;
    }

    /** A request that it was in, and its share of the cost. */
    void asked(String key, double share) {
        keys.add(key);
        costUsd += share;
    }

    void vote(Ballot.Vote vote) {
        ballot.add(vote);
    }

    /** Whether it takes part in a request, or is to; the number of them goes up or down. */
    void waiting(int change) {
        waiting += change;
    }

    boolean idle() {
        return waiting == 0;
    }

    /** No further answer is wanted. */
    void endVote() {
        voted = true;
    }

    boolean voted() {
        return voted;
    }

    /** An answer that cannot be used, or none. */
    void trouble(String why) {
        unusable++;
        lastTrouble = why;
    }

    int unusable() {
        return unusable;
    }

    String lastTrouble() {
        return lastTrouble;
    }

    void rate(int stars) {
        rating = stars;
    }

    /** From 1 to 5; 0 where it was not rated. */
    int rating() {
        return rating;
    }

    /** Ends its way; an empty reason keeps it. */
    void close(String why) {
        closed = true;
        reason = why;
    }

    boolean closed() {
        return closed;
    }

    boolean kept() {
        return closed && reason.isEmpty();
    }

    String reason() {
        return reason;
    }

    double costUsd() {
        return costUsd;
    }

    List<String> keys() {
        return keys;
    }
}

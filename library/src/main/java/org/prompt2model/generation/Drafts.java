package org.prompt2model.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Example;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Everything that the teacher gave, with the vote on each input; each input has one kept row, the rest a reason. */
final class Drafts {
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Ballot> ballots = new LinkedHashMap<>();
    private final Map<String, Draft> reasked = new HashMap<>();
    private final List<String> inputs = new ArrayList<>();

    /** Takes a row in; returns true if its input is new and the row takes part in the vote. */
    boolean add(Draft draft) {
        drafts.add(draft);
        if (!draft.reason().isEmpty()) {
            return false;
        }
        boolean fresh = !ballots.containsKey(draft.input());
        if (fresh) {
            inputs.add(draft.input());
        }
        ballots.computeIfAbsent(draft.input(), key -> new Ballot()).add(draft.output());
        return fresh;
    }

    /** A further answer for an input that is known. */
    void vote(Draft answer) {
        ballots.get(answer.input()).add(answer.output());
        reasked.putIfAbsent(answer.input() + "\u0000" + answer.output(), answer);
    }

    boolean knows(String input) {
        return ballots.containsKey(input);
    }

    int kept() {
        return ballots.size();
    }

    /** Kept examples drawn at random, no input twice. */
    List<Example> sample(int most, RandomGenerator random) {
        Map<String, Example> chosen = new LinkedHashMap<>();
        for (int i = 0; i < most && !inputs.isEmpty(); i++) {
            String input = inputs.get(random.nextInt(inputs.size()));
            chosen.put(input, new Example(input, ballots.get(input).winner()));
        }
        return List.copyOf(chosen.values());
    }

    /** The reason of the last row that could not be used. */
    String lastReason() {
        for (int i = drafts.size() - 1; i >= 0; i--) {
            if (!drafts.get(i).reason().isEmpty()) {
                return drafts.get(i).reason();
            }
        }
        return "every input repeated an earlier one";
    }

    /** The rows with their verdicts, in the order in which they came. */
    Table table(String source) {
        Rows rows = new Rows(source);
        Map<String, Integer> keptRow = new HashMap<>();
        Map<String, Boolean> own = winnersWithRow();
        for (Draft draft : drafts) {
            Ballot ballot = ballots.get(draft.input());
            if (!draft.reason().isEmpty()) {
                rows.dropped(draft, draft.reason(), null);
            } else if (!draft.output().equals(ballot.winner())) {
                String lost = "lost the vote: %d of %d for '%s'"
                        .formatted(ballot.count(ballot.winner()), ballot.total(), ballot.winner());
                rows.dropped(draft, lost, ballot);
                if (!own.containsKey(draft.input()) && !keptRow.containsKey(draft.input())) {
                    keptRow.put(draft.input(), rows.size());
                    rows.kept(reasked.get(draft.input() + "\u0000" + ballot.winner()), ballot);
                }
            } else if (keptRow.containsKey(draft.input())) {
                rows.dropped(draft, "duplicate of row " + (keptRow.get(draft.input()) + 1), ballot);
            } else {
                keptRow.put(draft.input(), rows.size());
                rows.kept(draft, ballot);
            }
        }
        return rows.table();
    }

    private Map<String, Boolean> winnersWithRow() {
        Map<String, Boolean> own = new HashMap<>();
        for (Draft draft : drafts) {
            if (draft.reason().isEmpty()
                    && draft.output().equals(ballots.get(draft.input()).winner())) {
                own.put(draft.input(), true);
            }
        }
        return own;
    }

    /** The columns of a generated table. */
    static final class Rows {
        private final String origin;
        private final StringColumn input = StringColumn.create(Columns.INPUT);
        private final StringColumn output = StringColumn.create(Columns.OUTPUT);
        private final StringColumn source = StringColumn.create(Columns.SOURCE);
        private final StringColumn verdict = StringColumn.create(Columns.VERDICT);
        private final StringColumn reason = StringColumn.create(Columns.REASON);
        private final IntColumn votes = IntColumn.create(Columns.VOTES);
        private final DoubleColumn agreement = DoubleColumn.create(Columns.AGREEMENT);
        private final DoubleColumn temperature = DoubleColumn.create(Columns.TEMPERATURE);
        private final IntColumn request = IntColumn.create(Columns.REQUEST);
        private final DoubleColumn cost = DoubleColumn.create(Columns.COST_USD);

        Rows(String origin) {
            this.origin = origin;
        }

        void kept(Draft draft, Ballot ballot) {
            append(draft, Columns.KEPT, "", ballot);
        }

        void dropped(Draft draft, String why, Ballot ballot) {
            append(draft, Columns.DROPPED, why, ballot);
        }

        int size() {
            return input.size();
        }

        Table table() {
            return Table.create(
                    "rows", input, output, source, verdict, reason, votes, agreement, temperature, request, cost);
        }

        private void append(Draft draft, String outcome, String why, Ballot ballot) {
            input.append(draft.input());
            output.append(draft.output());
            source.append(origin);
            verdict.append(outcome);
            reason.append(why);
            votes.append(ballot == null ? 0 : ballot.total());
            if (ballot == null) {
                agreement.appendMissing();
            } else {
                agreement.append(ballot.agreement(draft.output()));
            }
            temperature.append(draft.temperature());
            request.append(draft.request());
            cost.append(draft.costUsd());
        }
    }
}

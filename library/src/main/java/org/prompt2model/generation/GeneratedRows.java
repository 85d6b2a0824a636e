package org.prompt2model.generation;

import java.util.List;
import org.prompt2model.corpus.Columns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The columns of a generated table. */
final class GeneratedRows {
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
    private final StringColumn attributes = StringColumn.create(Columns.ATTRIBUTES);
    private final IntColumn rating = IntColumn.create(Columns.RATING);
    private final StringColumn journal = StringColumn.create(Columns.JOURNAL);

    GeneratedRows(String origin) {
        this.origin = origin;
    }

    /** A row that never became a candidate. */
    void dropped(Draft draft) {
        texts(draft.input(), draft.output(), draft.reason());
        figures(0, Double.NaN, draft.costUsd());
        origin(draft.origin(), List.of(draft.origin().key()));
        rating.appendMissing();
    }

    /** A row that was taken without a vote. */
    void kept(Draft draft) {
        texts(draft.input(), draft.output(), "");
        figures(1, 1, draft.costUsd());
        origin(draft.origin(), List.of(draft.origin().key()));
        rating.appendMissing();
    }

    /** A candidate's row with its most frequent output, and below it one for each output that lost. */
    void closed(Candidate candidate) {
        Ballot ballot = candidate.ballot();
        String winner = ballot.isEmpty() ? "" : ballot.winner();
        texts(candidate.input(), winner, candidate.reason());
        figures(ballot.total(), ballot.isEmpty() ? Double.NaN : ballot.agreement(winner), candidate.costUsd());
        origin(candidate.draft().origin(), candidate.keys());
        if (candidate.rating() == 0) {
            rating.appendMissing();
        } else {
            rating.append(candidate.rating());
        }
        if (candidate.kept()) {
            ballot.others(winner).forEach(vote -> lost(candidate, winner, vote));
        }
    }

    private void lost(Candidate candidate, String winner, Ballot.Vote vote) {
        Ballot ballot = candidate.ballot();
        texts(
                candidate.input(),
                vote.output(),
                "lost the vote: %d of %d for '%s'".formatted(ballot.count(winner), ballot.total(), winner));
        // The cost of all answers is told beside the winner, so that the column adds up.
        figures(ballot.total(), ballot.agreement(vote.output()), 0);
        Draft.Origin asked = candidate.draft().origin();
        origin(new Draft.Origin(vote.request(), vote.temperature(), asked.attributes(), asked.key()), candidate.keys());
        rating.appendMissing();
    }

    Table table() {
        return Table.create(
                "rows",
                input,
                output,
                source,
                verdict,
                reason,
                votes,
                agreement,
                temperature,
                request,
                cost,
                attributes,
                rating,
                journal);
    }

    private void texts(String in, String out, String why) {
        input.append(in);
        output.append(out);
        source.append(origin);
        verdict.append(why.isEmpty() ? Columns.KEPT : Columns.DROPPED);
        reason.append(why);
    }

    private void figures(int ballots, double share, double usd) {
        votes.append(ballots);
        agreement.append(share);
        cost.append(usd);
    }

    private void origin(Draft.Origin asked, List<String> keys) {
        temperature.append(asked.temperature());
        request.append(asked.request());
        attributes.append(asked.attributes());
        journal.append(String.join(" ", keys));
    }
}

package org.prompt2model.serving;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The stage {@code review}: a page on which a person accepts, edits or drops rows with the keyboard, until it is closed.
 *
 * <p>Each decision is in the run folder before it counts; a review of the same rows goes on where the last one ended.
 * Whoever can reach the address can decide: everybody on this machine, and nobody else unless the options say so.
 */
public final class Review implements AutoCloseable {
    private static final String STAGE = "review";

    private final Table rows;
    private final ReviewLog log;
    private final CountDownLatch done;
    private final LocalServer server;

    private Review(Table rows, ReviewLog log, CountDownLatch done, LocalServer server) {
        this.rows = rows;
        this.log = log;
        this.done = done;
        this.server = server;
    }

    /**
     * Opens the page.
     *
     * @param rows data rows, kept ones and dropped ones; they are not changed
     * @throws Prompt2ModelException if the table has no {@code input} or {@code output}, or no rows
     */
    public static Review of(Table rows, ServeOptions options) {
        DataRows.require(rows, STAGE, Columns.INPUT, Columns.OUTPUT);
        if (rows.isEmpty()) {
            throw new Prompt2ModelException(
                    "There is nothing to review", "the table '" + rows.name() + "' has no rows", "give one that has");
        }
        Run run = Run.current();
        Table copy = rows.copy().setName(rows.name());
        String name = Fingerprint.of(rows).substring(0, 12);
        ReviewLog log = new ReviewLog(run.file("reviews/" + name + ".jsonl"), rows.rowCount());
        CountDownLatch done = new CountDownLatch(1);
        LocalServer server = LocalServer.start("The review", new ReviewSite(copy, log, done, options), options);
        Review review = new Review(copy, log, done, server);
        ProgressMeter.notice(
                STAGE,
                review.words() + "; decide at " + review + ", then take table(), or wait for it with await().table()");
        return review;
    }

    /** The address of the page. */
    public URI uri() {
        return server.uri();
    }

    /** Number of rows that were decided on so far. */
    public int reviewed() {
        return log.size();
    }

    /** Number of rows. */
    public int size() {
        return rows.rowCount();
    }

    /**
     * Waits until the person says on the page that the review is done.
     *
     * @return this
     * @throws StageInterruptedException if this thread is interrupted; the decisions stay
     */
    public Review await() {
        try {
            done.await();
            return this;
        } catch (InterruptedException e) {
            throw new StageInterruptedException(
                    STAGE, words() + ". table() gives what was decided; the page stays open.");
        }
    }

    /**
     * The rows as they are decided now: all of them, in their order, with the edited texts. {@code verdict} and
     * {@code reason} say which ones later stages use, as after {@code generateDataset}; a row without a decision keeps
     * its own. The column {@code review} says {@code accepted}, {@code edited}, {@code dropped} or nothing.
     *
     * @return a new table
     */
    public Table table() {
        Map<Integer, Decision> decisions = log.decisions();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rows", Fingerprint.of(rows));
        for (Decision.Verdict verdict : Decision.Verdict.values()) {
            facts.put(
                    verdict.word(),
                    decisions.values().stream()
                            .filter(decision -> decision.verdict() == verdict)
                            .count());
        }
        return Run.current().call(STAGE, facts, () -> reviewed(decisions));
    }

    /** Closes the page; a second call does nothing. The decisions stay. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return uri().toString();
    }

    private String words() {
        return log.size() + " of " + rows.rowCount() + " rows are reviewed";
    }

    private Table reviewed(Map<Integer, Decision> decisions) {
        StringColumn input = DataRows.text(rows, Columns.INPUT).copy();
        StringColumn output = DataRows.text(rows, Columns.OUTPUT).copy();
        StringColumn verdict = column(Columns.VERDICT, Columns.KEPT);
        StringColumn reason = column(Columns.REASON, "");
        StringColumn review = StringColumn.create(Columns.REVIEW, rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            review.set(row, "");
        }
        decisions.forEach((row, decision) -> {
            boolean dropped = decision.verdict() == Decision.Verdict.DROPPED;
            input.set(row, decision.input());
            output.set(row, decision.output());
            verdict.set(row, dropped ? Columns.DROPPED : Columns.KEPT);
            reason.set(row, dropped ? "dropped in review" : "");
            review.set(row, decision.verdict().word());
        });
        Table table = rows.copy();
        for (StringColumn column : new StringColumn[] {input, output, verdict, reason, review}) {
            if (table.containsColumn(column.name())) {
                table.replaceColumn(column);
            } else {
                table.addColumns(column);
            }
        }
        return Rehearsal.name(table, STAGE, rows);
    }

    private StringColumn column(String name, String otherwise) {
        if (rows.containsColumn(name)) {
            return DataRows.text(rows, name).copy();
        }
        StringColumn column = StringColumn.create(name);
        for (int row = 0; row < rows.rowCount(); row++) {
            column.append(otherwise);
        }
        return column;
    }
}

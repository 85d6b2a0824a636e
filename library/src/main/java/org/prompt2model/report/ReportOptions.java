package org.prompt2model.report;

import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How a report is written.
 *
 * @param rows rows shown of each table, 1 to 1,000
 * @param charts whether tables are drawn, too
 */
public record ReportOptions(int rows, boolean charts) {
    private static final int MOST = 1_000;

    public ReportOptions {
        if (rows < 1 || rows > MOST) {
            throw new Prompt2ModelException(
                    "A report cannot show " + rows + " rows of each table",
                    "it shows 1 to " + MOST + " of them; the whole tables lie in the run folder",
                    "choose rows(10)");
        }
    }

    /** Ten rows of each table, with charts. */
    public static ReportOptions defaults() {
        return new ReportOptions(10, true);
    }

    /** Another number of rows of each table. */
    public ReportOptions rows(int number) {
        return new ReportOptions(number, charts);
    }

    /** With or without charts. */
    public ReportOptions charts(boolean draw) {
        return new ReportOptions(rows, draw);
    }
}

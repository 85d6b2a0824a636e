package org.prompt2model.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tech.tablesaw.api.Table;

/**
 * Splits data rows into train, validation and test so that nothing leaks: groups of near-duplicate inputs
 * ({@link NearDuplicates}) stay whole. A group with a demonstration goes to train. Where outputs are few, each output
 * gets its share of every side.
 */
public final class Splitter {
    private Splitter() {}

    /** As {@link #split(List, SplitOptions, Consumer, Runnable)}, saying nothing. */
    public static Splits split(List<Table> corpora, SplitOptions options) {
        return split(corpora, options, notice -> {}, () -> {});
    }

    /**
     * Splits the kept rows of the tables, cleaned by {@link CleanRows}.
     *
     * @param notices hears, one line each, how many rows were put aside and why, and where a size was not met
     * @param between called often while near-duplicates are searched; what it throws ends the split
     * @return tables named {@code train}, {@code validation}, {@code test}, with {@code input}, {@code output} and
     *     {@code source}, rows in the order given; the sizes asked for, as near as whole groups allow
     * @throws Prompt2ModelException if a table has no {@code input} or {@code output}, or the rows are too few
     */
    public static Splits split(List<Table> corpora, SplitOptions options, Consumer<String> notices, Runnable between) {
        CleanRows clean = CleanRows.of(corpora);
        tellRejected(clean.rejected(), notices);
        Table rows = clean.rows();
        int test = size(options.test(), rows.rowCount());
        int validation = size(options.validation(), rows.rowCount());
        if (rows.rowCount() - test - validation < 1) {
            throw tooFew(
                    rows.rowCount() + " usable rows cannot be split into " + validation + " to validate, " + test
                            + " to test and at least one to train",
                    "empty, repeated and dropped rows do not count");
        }
        GroupSplit split = new GroupSplit(rows, options.similarity(), between);
        split.assign(validation, test, options.seed());
        requireAllSides(split, rows.rowCount());
        tellSize(split, GroupSplit.Side.VALIDATION, validation, notices);
        tellSize(split, GroupSplit.Side.TEST, test, notices);
        Table[] origins = corpora.toArray(new Table[0]);
        return new Splits(
                Rehearsal.name(split.table(GroupSplit.Side.TRAIN), "train", origins),
                Rehearsal.name(split.table(GroupSplit.Side.VALIDATION), "validation", origins),
                Rehearsal.name(split.table(GroupSplit.Side.TEST), "test", origins));
    }

    private static int size(double size, int rows) {
        return size >= 1 ? (int) size : Math.max(1, (int) Math.round(size * rows));
    }

    private static void requireAllSides(GroupSplit split, int rows) {
        for (GroupSplit.Side side : GroupSplit.Side.values()) {
            if (split.rowsIn(side) == 0) {
                throw tooFew(
                        "The rows cannot be split in three without cutting a group of near-duplicates",
                        "the " + rows + " usable rows are only " + split.groupCount()
                                + " groups of inputs that say nearly the same, and demonstrations always train");
            }
        }
    }

    private static Prompt2ModelException tooFew(String what, String why) {
        return new Prompt2ModelException(
                what,
                why,
                "bring more rows, or ask for smaller tables, for example SplitOptions.defaults().validation(0.1).test(0.1)");
    }

    private static void tellRejected(Table rejected, Consumer<String> notices) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String reason : rejected.stringColumn(Columns.REASON)) {
            counts.merge(reason.replaceAll(" whose output is .*", " with another output"), 1, Integer::sum);
        }
        counts.forEach((reason, count) -> notices.accept(count + " rows put aside: " + reason));
    }

    private static void tellSize(GroupSplit split, GroupSplit.Side side, int wanted, Consumer<String> notices) {
        if (split.rowsIn(side) != wanted) {
            notices.accept(split.rowsIn(side) + " rows instead of " + wanted + " in "
                    + side.toString().toLowerCase(Locale.ROOT)
                    + ": groups of inputs that say nearly the same stay on one side");
        }
    }
}

package org.prompt2model.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** Clean rows in groups of near-duplicates, each group on one side. A group is known by the number of its first row. */
final class GroupSplit {
    private static final int MOST_LABELS = 50;
    private static final int ROWS_A_LABEL = 5;

    private final Table rows;
    private final int[] groupOf;
    private final int[] sizeOf;
    private final Side[] sideOf;
    private final Map<Side, Integer> rowsIn = new EnumMap<>(Side.class);

    enum Side {
        TRAIN,
        VALIDATION,
        TEST
    }

    GroupSplit(Table rows, double similarity, Runnable between) {
        this.rows = rows;
        this.groupOf = NearDuplicates.groups(rows.stringColumn(Columns.INPUT).asList(), similarity, between);
        this.sizeOf = new int[groupOf.length];
        this.sideOf = new Side[groupOf.length];
        for (int group : groupOf) {
            sizeOf[group]++;
        }
        Arrays.fill(sideOf, Side.TRAIN);
        rowsIn.put(Side.TRAIN, groupOf.length);
    }

    void assign(int validation, int test, long seed) {
        List<List<Integer>> strata = strata(new Random(seed));
        int[] testQuota = quotas(strata, test);
        int[] validationQuota = quotas(strata, validation);
        for (int stratum = 0; stratum < strata.size(); stratum++) {
            fill(Side.TEST, strata.get(stratum), testQuota[stratum]);
            fill(Side.VALIDATION, strata.get(stratum), validationQuota[stratum]);
        }
        // What strata with large groups could not give, any other may.
        List<Integer> all = strata.stream().flatMap(List::stream).toList();
        fill(Side.TEST, all, test - rowsIn(Side.TEST));
        fill(Side.VALIDATION, all, validation - rowsIn(Side.VALIDATION));
        giveSmallestToEmpty(Side.TEST, all);
        giveSmallestToEmpty(Side.VALIDATION, all);
    }

    int rowsIn(Side side) {
        return rowsIn.getOrDefault(side, 0);
    }

    long groupCount() {
        return Arrays.stream(groupOf).distinct().count();
    }

    /** The rows of a side in their order, as a new table. */
    Table table(Side side) {
        int[] numbers = IntStream.range(0, groupOf.length)
                .filter(row -> sideOf[groupOf[row]] == side)
                .toArray();
        return rows.where(Selection.with(numbers));
    }

    private void fill(Side to, List<Integer> groups, int quota) {
        int room = quota;
        for (int group : groups) {
            if (sizeOf[group] <= room && mayLeaveTrain(group)) {
                move(group, to);
                room -= sizeOf[group];
            }
        }
    }

    private void giveSmallestToEmpty(Side to, List<Integer> groups) {
        if (rowsIn(to) == 0) {
            groups.stream()
                    .filter(this::mayLeaveTrain)
                    .min(Comparator.comparingInt(group -> sizeOf[group]))
                    .ifPresent(group -> move(group, to));
        }
    }

    private boolean mayLeaveTrain(int group) {
        return sideOf[group] == Side.TRAIN && sizeOf[group] < rowsIn(Side.TRAIN);
    }

    private void move(int group, Side to) {
        sideOf[group] = to;
        rowsIn.merge(Side.TRAIN, -sizeOf[group], Integer::sum);
        rowsIn.merge(to, sizeOf[group], Integer::sum);
    }

    // The groups without demonstrations, shuffled; apart by the output of their first row where outputs are few.
    private List<List<Integer>> strata(Random random) {
        StringColumn output = rows.stringColumn(Columns.OUTPUT);
        int labels = output.countUnique();
        boolean few = labels <= MOST_LABELS && labels * ROWS_A_LABEL <= rows.rowCount();
        boolean[] trains = withDemonstration();
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < groupOf.length; row++) {
            if (groupOf[row] == row && !trains[row]) {
                String stratum = few ? output.get(row) : "";
                groups.computeIfAbsent(stratum, key -> new ArrayList<>()).add(row);
            }
        }
        List<List<Integer>> strata = new ArrayList<>(groups.values());
        strata.forEach(stratum -> Collections.shuffle(stratum, random));
        return strata;
    }

    private boolean[] withDemonstration() {
        StringColumn source = rows.stringColumn(Columns.SOURCE);
        boolean[] found = new boolean[groupOf.length];
        for (int row = 0; row < groupOf.length; row++) {
            found[groupOf[row]] |= source.get(row).equals(CleanRows.DEMONSTRATION);
        }
        return found;
    }

    // Largest remainders: the quotas add up to the size asked for, each within one row of its stratum's share.
    private int[] quotas(List<List<Integer>> strata, int size) {
        long[] rowsOf = new long[strata.size()];
        Arrays.setAll(rowsOf, stratum -> strata.get(stratum).stream()
                .mapToLong(group -> sizeOf[group])
                .sum());
        long all = Math.max(1, Arrays.stream(rowsOf).sum());
        long given = Math.min(size, all);
        int[] quota = new int[rowsOf.length];
        Arrays.setAll(quota, stratum -> (int) (given * rowsOf[stratum] / all));
        List<Integer> byRemainder = IntStream.range(0, rowsOf.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer stratum) -> given * rowsOf[stratum] % all)
                        .reversed())
                .toList();
        int left = (int) given - Arrays.stream(quota).sum();
        byRemainder.stream().limit(Math.max(0, left)).forEach(stratum -> quota[stratum]++);
        return quota;
    }
}

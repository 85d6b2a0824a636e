package org.prompt2model.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.prompt2model.corpus.Columns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table as each stage returns it, in the shape of the contract, with rows enough to draw. */
final class SampleTables {
    private SampleTables() {}

    static Map<String, Table> all() {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Table table : new Table[] {
            rows("loadDataset", false),
            rows("split (rehearsal)", true),
            generated(),
            diversity(),
            ranking("retrieveDatasets", Columns.DATASET),
            ranking("retrieveModels", Columns.MODEL),
            tune(),
            predictions(),
            evaluation(),
            comparison()
        }) {
            tables.put(table.name(), table);
        }
        return tables;
    }

    static Table diversity() {
        return Table.create(
                "diversity (rehearsal)",
                StringColumn.create("corpus", "demonstration", "generated", "dataset:squad"),
                IntColumn.create("rows", 6, 500, 300),
                DoubleColumn.create("distinct_1", 0.8, 0.4, 0.3),
                DoubleColumn.create("distinct_2", 0.9, 0.7, 0.6),
                DoubleColumn.create("self_bleu", 12.0, 60.5, 75.0),
                DoubleColumn.create("label_balance", Double.NaN, Double.NaN, Double.NaN),
                DoubleColumn.create("coverage", 0.2, 1.0, Double.NaN));
    }

    static Table rows(String name, boolean labels) {
        Random random = new Random(5);
        Table table = Table.create(
                name,
                StringColumn.create(Columns.INPUT),
                StringColumn.create(Columns.OUTPUT),
                StringColumn.create(Columns.SOURCE));
        String[] desks = {"delivery", "returns", "payment", "account", "product"};
        for (int row = 0; row < 300; row++) {
            table.stringColumn(0).append("x".repeat(8 + random.nextInt(60)));
            table.stringColumn(1).append(labels ? desks[random.nextInt(5)] : "output " + row);
            table.stringColumn(2).append(row % 4 == 0 ? "dataset:squad" : row < 6 ? "demonstration" : "generated");
        }
        return table;
    }

    static Table generated() {
        Random random = new Random(6);
        Table table = rows("generateDataset (rehearsal)", false);
        StringColumn verdict = StringColumn.create(Columns.VERDICT);
        StringColumn reason = StringColumn.create(Columns.REASON);
        DoubleColumn agreement = DoubleColumn.create(Columns.AGREEMENT);
        DoubleColumn cost = DoubleColumn.create(Columns.COST_USD);
        String[] reasons = {"duplicate of row 17", "malformed: no output", "empty output", "the votes tie"};
        for (int row = 0; row < table.rowCount(); row++) {
            boolean kept = random.nextInt(10) < 7;
            verdict.append(kept ? Columns.KEPT : Columns.DROPPED);
            reason.append(kept ? "" : reasons[random.nextInt(4)]);
            agreement.append(0.6 + 0.4 * random.nextDouble());
            cost.append(0.0001);
        }
        return table.addColumns(verdict, reason, agreement, cost);
    }

    static Table ranking(String name, String column) {
        String[] names = {
            "prompt2model/byt5-nano",
            "google/flan-t5-small",
            "google/byt5-small",
            "Salesforce/codet5-small-with-a-name-that-goes-on-for-rather-long",
            "t5-small"
        };
        DoubleColumn score = DoubleColumn.create(Columns.SCORE, new double[] {41.2, 37.5, 30.1, 12.4, 3.3});
        return Table.create(
                name,
                IntColumn.create(Columns.RANK, new int[] {1, 2, 3, 4, 5}),
                StringColumn.create(column, names),
                score);
    }

    static Table tune() {
        Table table = Table.create(
                "tune",
                IntColumn.create(Columns.TRIAL, new int[] {1, 2, 3, 4, 5, 6}),
                DoubleColumn.create("learning_rate", new double[] {1e-3, 3e-4, 1e-4, 3e-3, 1e-2, 6e-4}),
                StringColumn.create(
                        Columns.METRIC,
                        "exact_match",
                        "exact_match",
                        "exact_match",
                        "exact_match",
                        "exact_match",
                        "exact_match"));
        DoubleColumn value = DoubleColumn.create(Columns.VALUE, new double[] {0.71, 0.64, 0.82, 0.4});
        value.appendMissing();
        return table.addColumns(value.append(0.86));
    }

    static Table predictions() {
        Random random = new Random(7);
        Table table = rows("predict (rehearsal)", false);
        StringColumn prediction = StringColumn.create(Columns.PREDICTION);
        DoubleColumn confidence = DoubleColumn.create(Columns.CONFIDENCE);
        for (int row = 0; row < table.rowCount(); row++) {
            boolean right = random.nextInt(10) < 8;
            prediction.append(right ? table.stringColumn(1).get(row) : "wrong");
            confidence.append(right ? 1 - 0.4 * random.nextDouble() : 0.3 + 0.6 * random.nextDouble());
        }
        return table.addColumns(prediction, confidence);
    }

    static Table evaluation() {
        return Table.create(
                "evaluate (rehearsal)",
                StringColumn.create(Columns.METRIC, "exact_match", "squad_exact_match", "squad_f1", "chrf++"),
                DoubleColumn.create(Columns.SCORE, new double[] {0.942, 0.951, 0.96, 97.2}),
                DoubleColumn.create(Columns.LOW, new double[] {0.91, 0.92, 0.94, 95.9}),
                DoubleColumn.create(Columns.HIGH, new double[] {0.965, 0.972, 0.98, 98.4}),
                IntColumn.create(Columns.N, new int[] {300, 300, 300, 300}),
                StringColumn.create(Columns.SIGNATURE, "a|b", "c", "d", "e"));
    }

    static Table comparison() {
        Table table = Table.create(
                "compare (rehearsal)",
                StringColumn.create(Columns.MODEL, "dates-student", "majority baseline", "nearest neighbour baseline"),
                LongColumn.create(Columns.PARAMETERS, new long[] {837_000, 0, 0}));
        add(table, "exact_match", 1, 0.94, 0.01, 0.62);
        add(table, "squad_f1", 1, 0.96, 0.02, 0.7);
        add(table, "chrf++", 100, 97, 21, 80);
        DoubleColumn p = DoubleColumn.create(Columns.P_VALUE);
        p.appendMissing();
        return table.addColumns(
                p.append(0.001).append(0.004),
                DoubleColumn.create(Columns.MS_PER_EXAMPLE, new double[] {4.1, 0.01, 0.4}));
    }

    private static void add(Table table, String metric, double unit, double... scores) {
        DoubleColumn score = DoubleColumn.create(metric, scores);
        DoubleColumn low = DoubleColumn.create(metric + "_low");
        DoubleColumn high = DoubleColumn.create(metric + "_high");
        for (double value : scores) {
            low.append(Math.max(0, value - 0.04 * unit));
            high.append(Math.min(unit, value + 0.03 * unit));
        }
        table.addColumns(score, low, high);
    }
}

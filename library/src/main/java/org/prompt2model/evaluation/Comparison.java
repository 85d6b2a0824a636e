package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Predictor;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.model.Student;
import org.prompt2model.run.Fingerprint;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.run.Versions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The stage {@code compare}: several models answer the same test rows; a row a model tells quality, speed and cost. */
public final class Comparison {
    static final String STAGE = "compare";

    private Comparison() {}

    /**
     * Compares models. A teacher is asked, and paid, for each row that it has not answered before.
     *
     * @param test rows with {@code input} and {@code output}; of rows with a verdict the kept ones count
     * @param models the first is the one that the others are tested against
     * @return {@value Columns#MODEL}, {@value Columns#PARAMETERS} (missing where unknown), for each metric its name, {@code <name>_low}
     *     and {@code <name>_high} (95% interval), {@code p_value} of the first metric's difference to the first row,
     *     {@code ms_per_example} (wall clock, the whole table at once), {@code usd_per_1000} (missing where the price
     *     is unknown)
     * @throws Prompt2ModelException before any model is asked, if a column is missing, there is no row, no model, or
     *     two of the same name
     */
    public static Table compare(Table test, List<Predictor> models, ComparisonOptions options) {
        DataRows.require(test, STAGE, Columns.INPUT, Columns.OUTPUT);
        Table rows = DataRows.kept(test);
        check(test, rows, models);
        for (Predictor model : models) {
            if (rehearsal(model)) {
                ProgressMeter.notice(
                        STAGE,
                        "'" + model.name() + "' is a rehearsal: rules answer, or made its training data, so its row"
                                + " says nothing about language models");
            }
        }
        return Run.current().table(STAGE, facts(test, rows, models, options), () -> {
            Table table = table(rows, models, options);
            boolean rehearsal = Rehearsal.marks(test) || models.stream().anyMatch(Comparison::rehearsal);
            return table.setName(Rehearsal.label(STAGE, rehearsal));
        });
    }

    private static Table table(Table rows, List<Predictor> models, ComparisonOptions options) {
        StringColumn expected = DataRows.text(rows, Columns.OUTPUT);
        ComparisonTable table =
                new ComparisonTable(Metrics.choose(options.scoring().metrics(), expected), options);
        try (ProgressMeter meter = new ProgressMeter(STAGE, models.size(), "models")) {
            for (int i = 0; i < models.size(); i++) {
                StageInterruptedException.check(STAGE, "Models that were asked already are asked again next time.");
                meter.update(i, Map.of("model", models.get(i).name()));
                table.add(Answers.of(models.get(i), rows), expected);
            }
            meter.update(models.size(), Map.of());
        }
        return table.table();
    }

    private static Map<String, Object> facts(
            Table test, Table rows, List<Predictor> models, ComparisonOptions options) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("test", Fingerprint.of(rows));
        facts.put("rows", rows.rowCount());
        facts.put("rehearsal", Rehearsal.marks(test));
        for (int i = 0; i < models.size(); i++) {
            facts.put("model " + (i + 1), models.get(i).name());
            facts.put("model " + (i + 1) + " identity", Fingerprint.of(identity(models.get(i))));
        }
        facts.put("options", options.toString());
        facts.put("version", Versions.TOOLKIT);
        return facts;
    }

    /** Two students with one name may have been trained apart; a class without a text form is only itself. */
    private static String identity(Predictor model) {
        if (model instanceof Student student) {
            return student.card().markdown() + Fingerprint.of(student.history());
        }
        return model.toString();
    }

    private static boolean rehearsal(Predictor model) {
        return model.name().contains(Rehearsal.LABEL)
                || (model instanceof Student student && student.card().rehearsal());
    }

    private static void check(Table test, Table rows, List<Predictor> models) {
        if (rows.isEmpty()) {
            throw new Prompt2ModelException(
                    "There are no rows to compare models on",
                    "table '" + test.name() + "' has " + test.rowCount() + " rows, none of them kept",
                    "give the test rows, for example splits.test()");
        }
        if (models.isEmpty()) {
            throw new Prompt2ModelException(
                    "There are no models to compare",
                    "compare was called with a test table alone",
                    "give one model or more, for example compare(splits.test(), student, teacher())");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        models.forEach(model -> names.add(model.name()));
        for (String name : names) {
            if (!seen.add(name)) {
                throw new Prompt2ModelException(
                        "Two models are named '" + name + "', and their rows could not be told apart",
                        "the models are " + names,
                        "rename one, for a student by saving and training it under another name");
            }
        }
    }
}

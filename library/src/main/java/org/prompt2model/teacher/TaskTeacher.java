package org.prompt2model.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.ProgressMeter;
import org.prompt2model.run.StageInterruptedException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A teacher that answers one task, row by row at temperature 0: the baseline that a student is compared with. */
final class TaskTeacher implements Teacher {
    private static final String STAGE = "predict";
    private static final int MAX_TOKENS = 1_000;
    private static final int PATIENCE = 10;

    private final Teacher teacher;
    private final String instruction;
    private final String demonstrations;

    TaskTeacher(Teacher teacher, String instruction, List<Example> demonstrations) {
        this.teacher = teacher;
        this.instruction = instruction;
        List<String> lines = new ArrayList<>();
        for (Example example : demonstrations) {
            lines.add("Input: " + example.input() + "\nOutput: " + example.output());
        }
        this.demonstrations = lines.isEmpty() ? "(none)" : String.join("\n\n", lines);
    }

    @Override
    public Table predict(Table rows) {
        DataRows.require(rows, STAGE, Columns.INPUT);
        StringColumn inputs = DataRows.text(rows, Columns.INPUT);
        StringColumn predictions = StringColumn.create(Columns.PREDICTION);
        DoubleColumn confidences = DoubleColumn.create(Columns.CONFIDENCE);
        int unanswered = 0;
        try (ProgressMeter meter = new ProgressMeter(STAGE, rows.rowCount(), "rows")) {
            for (String input : inputs) {
                StageInterruptedException.check(
                        STAGE, "The replies so far are in the journal; call it again to go on.");
                Reply reply = ask(question(input));
                unanswered = reply instanceof Reply.Text ? 0 : unanswered + 1;
                if (unanswered >= PATIENCE) {
                    throw silent(reply);
                }
                predictions.append(
                        reply instanceof Reply.Text text ? text.text().strip() : "");
                confidences.appendMissing();
                meter.update(predictions.size(), Map.of("spent", "%.4f USD".formatted(spentUsd())));
            }
        }
        Table result = rows.copy();
        replace(result, predictions);
        replace(result, confidences);
        return result.setName(Rehearsal.label(STAGE + " " + name(), rehearsal() || Rehearsal.marks(rows)));
    }

    private Question question(String input) {
        String prompt = """
                Do the task below for one input. Reply with the output alone: no explanation, no quotation marks.

                ## Task
                %s

                ## Examples
                %s

                ## Input
                %s
                """.formatted(instruction, demonstrations, input);
        return new Question(prompt, 0, 0, MAX_TOKENS);
    }

    private static void replace(Table table, Column<?> column) {
        if (table.containsColumn(column.name())) {
            table.replaceColumn(column.name(), column);
        } else {
            table.addColumns(column);
        }
    }

    private Prompt2ModelException silent(Reply last) {
        return new Prompt2ModelException(
                name() + " answered none of the last " + PATIENCE + " rows",
                "the last reply was: " + last,
                "wait and call it again: the answers so far are in the journal and cost nothing");
    }

    @Override
    public String name() {
        return teacher.name();
    }

    /** The same for the same teacher and task in every JVM, so that stored comparisons are found again. */
    @Override
    public String toString() {
        return name() + ": " + instruction + "\n" + demonstrations;
    }

    @Override
    public boolean rehearsal() {
        return teacher.rehearsal();
    }

    @Override
    public double spentUsd() {
        return teacher.spentUsd();
    }

    @Override
    public double worstCaseUsd(Question question) {
        return teacher.worstCaseUsd(question);
    }

    @Override
    public Price price() {
        return teacher.price();
    }

    @Override
    public int inFlight() {
        return teacher.inFlight();
    }

    @Override
    public Reply ask(Question question) {
        return teacher.ask(question);
    }

    @Override
    public Teacher forTask(String otherInstruction, List<Example> otherDemonstrations) {
        return teacher.forTask(otherInstruction, otherDemonstrations);
    }
}

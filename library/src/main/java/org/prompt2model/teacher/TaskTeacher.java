package org.prompt2model.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.run.ProgressMeter;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A teacher that answers one task, row by row at temperature 0: the baseline that a student is compared with. */
final class TaskTeacher implements Attended {
    private static final String STAGE = "predict";
    private static final int MAX_TOKENS = 1_000;
    private static final int USUAL_TOKENS = 50;
    private static final int PATIENCE = 10;
    private static final int WINDOW = 256;

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

    /** The error of a teacher that is to predict without a task. */
    static Prompt2ModelException missing(Teacher teacher) {
        return new Prompt2ModelException(
                "The teacher " + teacher.name() + " does not know which task to answer",
                "no task is bound to it",
                "call parsePrompt first, then teacher.forTask(task.instruction(), task.examples())");
    }

    @Override
    public Table predict(Table rows) {
        DataRows.require(rows, STAGE, Columns.INPUT);
        if (rows.rowCount() > 0 && !price().equals(Price.FREE)) {
            Question first = question(DataRows.text(rows, Columns.INPUT).get(0));
            ProgressMeter.notice(
                    STAGE,
                    Estimate.of(teacher, first, rows.rowCount(), USUAL_TOKENS).words());
        }
        Answers answers;
        try (ProgressMeter meter = new ProgressMeter(STAGE, rows.rowCount(), "rows")) {
            answers = new Answers(DataRows.text(rows, Columns.INPUT), meter);
            Dispatcher.run(STAGE, teacher, answers.budget, WINDOW, answers);
        }
        Table result = rows.copy();
        replace(result, answers.predictions);
        replace(result, answers.confidences);
        return result.setName(Rehearsal.label(STAGE + " " + name(), rehearsal() || Rehearsal.marks(rows)));
    }

    /** Asks row by row. */
    private final class Answers implements Dispatcher.Work {
        private final Budget budget = new Budget(BudgetLimits.NONE);
        private final StringColumn inputs;
        private final ProgressMeter meter;
        private final StringColumn predictions = StringColumn.create(Columns.PREDICTION);
        private final DoubleColumn confidences = DoubleColumn.create(Columns.CONFIDENCE);
        private int asked;
        private int unanswered;

        Answers(StringColumn inputs, ProgressMeter meter) {
            this.inputs = inputs;
            this.meter = meter;
        }

        @Override
        public Optional<Question> next() {
            return asked == inputs.size() ? Optional.empty() : Optional.of(question(inputs.get(asked++)));
        }

        @Override
        public void take(int request, Question question, Reply reply) {
            unanswered = reply instanceof Reply.Text ? 0 : unanswered + 1;
            if (unanswered >= PATIENCE) {
                throw silent(reply);
            }
            predictions.append(reply instanceof Reply.Text text ? text.text().strip() : "");
            confidences.appendMissing();
            meter.update(request, budget.figures());
        }
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
    public Reply ask(Question question, Sending sending) {
        return teacher instanceof Attended attended ? attended.ask(question, sending) : teacher.ask(question);
    }

    @Override
    public void wake() {
        if (teacher instanceof Attended attended) {
            attended.wake();
        }
    }

    @Override
    public Teacher forTask(String otherInstruction, List<Example> otherDemonstrations) {
        return teacher.forTask(otherInstruction, otherDemonstrations);
    }
}

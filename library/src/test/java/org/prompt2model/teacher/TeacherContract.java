package org.prompt2model.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What every teacher owes, whoever answers behind it. */
abstract class TeacherContract {
    static final String INSTRUCTION = "Rewrite a date expression in ISO 8601, a date becomes YYYY-MM-DD.";
    static final Question QUESTION = new Question(
            "Do the task.\n\n## Task\n" + INSTRUCTION + "\n\n## Examples\n(none)\n\n## Input\nMay 4, 2020\n",
            0,
            3,
            100);

    @TempDir
    Path folder;

    /** A teacher that answers {@link #QUESTION} well. */
    abstract Teacher teacher();

    @BeforeEach
    void useRun() {
        Run.use(folder);
    }

    @Test
    void answersAQuestionWithText() {
        assertThat(teacher().ask(QUESTION)).isInstanceOfSatisfying(Reply.Text.class, reply -> {
            assertThat(reply.text()).isNotBlank();
            assertThat(reply.inputTokens()).isPositive();
        });
    }

    @Test
    void answersTheSameQuestionFromTheJournalWithoutPayingAgain() {
        Teacher teacher = teacher();
        Reply first = teacher.ask(QUESTION);
        double spent = teacher.spentUsd();

        Run.use(folder);

        assertThat(teacher.ask(QUESTION)).isEqualTo(first);
        assertThat(Double.compare(teacher.spentUsd(), spent)).isZero();
        assertThat(folder.resolve("journal.jsonl")).content().hasLineCount(1);
    }

    @Test
    void predictsNothingWithoutATask() {
        assertThatThrownBy(() -> teacher().predict(Table.create("rows", StringColumn.create(Columns.INPUT, "noon"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("parsePrompt");
    }

    @Test
    void predictsEachRowOfATaskAndKeepsTheTableGiven() {
        Table rows = Table.create("rows", StringColumn.create(Columns.INPUT, "May 4, 2020", "June 5, 2021"));
        Teacher bound = teacher().forTask(INSTRUCTION, List.of(new Example("1 May 2000", "2000-05-01")));

        Table predicted = bound.predict(rows);

        assertThat(rows.columnNames()).containsExactly(Columns.INPUT);
        assertThat(predicted.columnNames()).containsExactly(Columns.INPUT, Columns.PREDICTION, Columns.CONFIDENCE);
        assertThat(predicted.stringColumn(Columns.PREDICTION))
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(predicted.doubleColumn(Columns.CONFIDENCE).countMissing()).isEqualTo(2);
        assertThat(predicted.name().contains("rehearsal")).isEqualTo(bound.rehearsal());
    }

    @Test
    void rejectsRowsWithoutAnInput() {
        Teacher bound = teacher().forTask(INSTRUCTION, List.of());
        assertThatThrownBy(() -> bound.predict(Table.create("rows", StringColumn.create("text", "noon"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("[text]");
    }
}

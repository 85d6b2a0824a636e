package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetTransformerTest {
    private final Table rows =
            Table.create("diary", StringColumn.create("day", "May 4, 2020", "noon", "rain", "7 June 1999"));

    @BeforeEach
    void useRun(@TempDir Path folder) {
        Run.use(folder);
    }

    @Test
    void theRehearsalRewritesWhatFitsAndSkipsTheRest() {
        Table table = DatasetTransformer.transform(
                Tasks.open(), rows, TransformOptions.defaults().teacher(Teachers.of("rehearsal")));

        assertThat(table.name()).isEqualTo("transformDataset (rehearsal)");
        assertThat(DataRows.examples(table))
                .containsExactly(
                        new Example("May 4, 2020", "2020-05-04"),
                        new Example("noon", "T12:00"),
                        new Example("7 June 1999", "1999-06-07"));
        assertThat(table.stringColumn(Columns.REASON).get(2)).startsWith("skipped by the teacher");
        assertThat(table.stringColumn(Columns.SOURCE)).containsOnly("transformed:diary");
        assertThat(rows.columnNames()).containsExactly("day");
    }

    @Test
    void plansFromFiveRowsAndSendsThePlanWithEachRow() {
        ScriptedTeacher teacher =
                ScriptedTeacher.saying(question -> question.prompt().contains("## Sample rows")
                        ? "1. Copy."
                        : "{\"input\": \"%d\", \"output\": \"b\"}"
                                .formatted(question.prompt().hashCode()));

        Table table = DatasetTransformer.transform(
                Tasks.open(), rows, TransformOptions.defaults().teacher(teacher));

        assertThat(teacher.asked).hasSize(5);
        assertThat(teacher.asked.get(0).prompt()).contains("day: rain");
        assertThat(teacher.asked.get(4).prompt()).contains("1. Copy.", "day: 7 June 1999");
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(4);
    }

    @Test
    void givesADatasetUpOfWhichMoreThanAThirdFails() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question ->
                question.prompt().contains("day: noon") ? "{\"input\": \"a\", \"output\": \"b\"}" : "no idea");

        Table table = DatasetTransformer.transform(
                Tasks.open(), rows, TransformOptions.defaults().teacher(teacher).plan("1. Copy."));

        assertThat(DataRows.kept(table).rowCount()).isZero();
        assertThat(table.stringColumn(Columns.REASON))
                .containsExactly(
                        "malformed reply",
                        "dataset given up: more than a third of its rows failed",
                        "malformed reply",
                        "not tried");
    }

    @Test
    void takesNoMoreRowsThanAllowed() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> "{\"input\": \"a\", \"output\": \"b\"}");
        Table table = DatasetTransformer.transform(
                Tasks.open(),
                rows,
                TransformOptions.defaults().teacher(teacher).plan("1.").maxRows(2));
        assertThat(teacher.asked).hasSize(2);
        assertThat(table.stringColumn(Columns.REASON)).containsExactly("", "duplicate of an earlier row");
    }

    @Test
    void rejectsAnEmptyTableAndOptionsOutOfRange() {
        assertThatThrownBy(
                        () -> DatasetTransformer.transform(Tasks.open(), rows.emptyCopy(), TransformOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> TransformOptions.defaults().maxRows(0)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> TransformOptions.defaults().budgetUsd(0)).isInstanceOf(Prompt2ModelException.class);
    }
}

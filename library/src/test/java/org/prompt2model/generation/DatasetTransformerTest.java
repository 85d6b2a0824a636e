package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetTransformerTest {
    private final Table rows =
            Table.create("diary", StringColumn.create("day", "May 4, 2020", "noon", "rain", "7 June 1999"));

    @TempDir
    Path folder;

    @BeforeEach
    void useRun() {
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
        Table many = Table.create(
                "diary", StringColumn.create("day", IntStream.range(0, 90).mapToObj(i -> "day " + i)));
        ScriptedTeacher teacher = ScriptedTeacher.saying(question ->
                question.prompt().contains("day: day 3\n") ? "{\"input\": \"a\", \"output\": \"b\"}" : "no idea");

        Table table = DatasetTransformer.transform(
                Tasks.open(), many, TransformOptions.defaults().teacher(teacher).plan("1. Copy."));

        assertThat(table.rowCount()).isEqualTo(90);
        assertThat(DataRows.kept(table).rowCount()).isZero();
        assertThat(table.stringColumn(Columns.REASON).asList())
                .startsWith("malformed reply: no idea")
                .contains("dataset given up: more than a third of its rows failed", Index.atIndex(3))
                .endsWith("not tried");
        assertThat(teacher.asked).as("a third, and those already under way").hasSizeBetween(31, 31 + 16);
    }

    @Test
    void thePlanCanBeReadEditedAndHandedBack() {
        TransformOptions options = TransformOptions.defaults().teacher(Teachers.of("rehearsal"));
        String plan = DatasetTransformer.plan(Tasks.open(), rows, options);
        assertThat(plan).startsWith("1. Look in the row's texts");

        Table table = DatasetTransformer.transform(Tasks.open(), rows, options.plan(plan + "\n5. No weather."));
        List<String> prompts = new ArrayList<>();
        for (String key : table.stringColumn(Columns.JOURNAL)) {
            prompts.add(Lineage.of(table, prompts.size())
                    .steps()
                    .get(0)
                    .exchange()
                    .orElseThrow()
                    .question()
                    .prompt());
            assertThat(key).hasSize(16);
        }
        assertThat(prompts).hasSize(4).allSatisfy(prompt -> assertThat(prompt).contains("5. No weather."));
    }

    @Test
    void rowsAreRewrittenConcurrentlyWithTheSameResult() {
        Table many = Table.create(
                "diary", StringColumn.create("day", IntStream.range(0, 60).mapToObj(i -> "day " + i)));
        Function<Question, String> script = question -> {
            int hash = Math.floorMod(question.prompt().hashCode(), 1_000);
            LockSupport.parkNanos(hash * 5_000L);
            return hash % 10 == 0 ? "no idea" : "{\"input\": \"%d\", \"output\": \"b\"}".formatted(hash);
        };
        TransformOptions options = TransformOptions.defaults().plan("1. Copy.");
        Table one = DatasetTransformer.transform(Tasks.open(), many, options.teacher(ScriptedTeacher.saying(script)));
        Run.use(folder.resolve("elsewhere"));
        Table several = DatasetTransformer.transform(
                Tasks.open(),
                many,
                options.teacher(ScriptedTeacher.saying(script).inFlight(8)));

        assertThat(several.printAll()).isEqualTo(one.printAll());
    }

    @Test
    void endsAtTheBudgetWithWhatThereIs() {
        ScriptedTeacher teacher = new ScriptedTeacher(
                0.4,
                question -> new Reply.Text(
                        "{\"input\": \"%d\", \"output\": \"b\"}"
                                .formatted(question.prompt().hashCode()),
                        1,
                        1,
                        0.3));
        Table table = DatasetTransformer.transform(
                Tasks.open(),
                rows,
                TransformOptions.defaults().teacher(teacher).plan("1.").budgetUsd(1));

        assertThat(teacher.asked).hasSize(3);
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(3);
        assertThat(table.stringColumn(Columns.REASON).get(3)).startsWith("not tried: the next request could pass");
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

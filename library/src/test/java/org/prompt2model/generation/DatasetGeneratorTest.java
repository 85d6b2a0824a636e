package org.prompt2model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageInterruptedException;
import org.prompt2model.teacher.Reply;
import org.prompt2model.teacher.Teacher;
import org.prompt2model.teacher.Teachers;
import tech.tablesaw.api.Table;

class DatasetGeneratorTest {
    @TempDir
    Path folder;

    @BeforeEach
    void useRun() {
        Run.use(folder);
    }

    private static GenerationOptions by(Teacher teacher) {
        return GenerationOptions.defaults().teacher(teacher).plan(Plan.NONE);
    }

    /** Inputs with their outputs in one reply. */
    private static GenerationOptions pairsBy(Teacher teacher) {
        return by(teacher).inputsFirst(false);
    }

    private static Map<String, String> reasons(Table table) {
        Map<String, String> reasons = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            String key = table.stringColumn(Columns.INPUT).get(row) + "|"
                    + table.stringColumn(Columns.OUTPUT).get(row);
            reasons.put(key, table.stringColumn(Columns.REASON).get(row));
        }
        return reasons;
    }

    @Test
    void theRehearsalFillsTheTableAndItsErrorsAreVotedOut() {
        Table table = DatasetGenerator.generate(Tasks.open(), 300, by(Teachers.of("rehearsal")));

        assertThat(table.columnNames())
                .containsExactly(
                        "input",
                        "output",
                        "source",
                        "verdict",
                        "reason",
                        "votes",
                        "agreement",
                        "temperature",
                        "request",
                        "cost_usd",
                        "attributes",
                        "rating",
                        "journal");
        assertThat(table.name()).isEqualTo("generateDataset (rehearsal)");
        List<Example> kept = DataRows.examples(table);
        assertThat(kept).hasSize(300).doesNotHaveDuplicates();
        assertThat(new HashSet<>(kept.stream().map(Example::input).toList())).hasSize(300);
        assertThat(table.stringColumn(Columns.REASON))
                .anySatisfy(reason -> assertThat(reason).startsWith("lost the vote"));
        long right = kept.stream()
                .filter(example -> example.output().matches("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d)?|T\\d\\d:\\d\\d"))
                .count();
        assertThat(right).isGreaterThan(295);
    }

    @Test
    void theSameSeedGivesTheSameRowsAndAnotherSeedOthers() {
        Task task = Tasks.open();
        Table first =
                DatasetGenerator.generate(task, 40, by(Teachers.of("rehearsal")).seed(5));
        Table other =
                DatasetGenerator.generate(task, 40, by(Teachers.of("rehearsal")).seed(6));
        Run.use(folder.resolve("elsewhere"));
        Table again =
                DatasetGenerator.generate(task, 40, by(Teachers.of("rehearsal")).seed(5));

        assertThat(again.print(1_000)).isEqualTo(first.print(1_000));
        assertThat(other.print(1_000)).isNotEqualTo(first.print(1_000));
    }

    @Test
    void asksLikeThePaper() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> "{\"input\": \"in %d\", \"output\": \"out\"}".formatted(question.seed()));

        DatasetGenerator.generate(
                Tasks.open(), 50, GenerationOptions.paper().teacher(teacher).seed(1));

        assertThat(teacher.asked).hasSize(50);
        assertThat(teacher.asked.subList(0, 5))
                .allSatisfy(question -> assertThat(question.temperature()).isEqualTo(0.5));
        assertThat(teacher.asked.get(49).temperature()).isGreaterThan(1.5).isLessThanOrEqualTo(1.7);
        String last = teacher.asked.get(49).prompt();
        assertThat(last).contains("1 May 2000");
        assertThat(last.split("\"in ", -1)).hasSizeBetween(2, 11);
        assertThat(teacher.asked)
                .allSatisfy(question -> assertThat(question.prompt().length()).isLessThan(3_500 * 4));
    }

    @Test
    void theMajorityWinsOverWhatAnInputCameWith() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(
                question -> ScriptedTeacher.pairs(new Example("x", "wrong"), new Example("y", "right")),
                question -> question.prompt().contains("{\"1\":\"y\"")
                        ? ScriptedTeacher.numbered(List.of("right", "good"))
                        : ScriptedTeacher.numbered(List.of("good", "right")));

        Table table = DatasetGenerator.generate(Tasks.open(), 2, pairsBy(teacher));

        assertThat(DataRows.examples(table)).containsExactly(new Example("x", "good"), new Example("y", "right"));
        assertThat(reasons(table)).containsEntry("x|wrong", "lost the vote: 2 of 3 for 'good'");
        assertThat(DataRows.kept(table).intColumn(Columns.VOTES))
                .as("the vote on y was over when two agreed")
                .containsExactly(3, 2);
        assertThat(DataRows.kept(table).doubleColumn(Columns.AGREEMENT)).containsExactly(2 / 3.0, 1.0);
    }

    @Test
    void eachDroppedRowTellsItsReason() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> """
                {"examples": [{"input": "nice", "output": "good"}, {"input": "nice", "output": "good"},
                {"input": "so so", "output": "MIXED"}, {"input": "hm", "output": "purple"}, {"input": "", "output": "bad"},
                {"input": "I love it", "output": "good"}, {"input": "%s", "output": "bad"}, {"input": "awful", "output": "bad"},
                {"input": "extra", "output": "bad"}]}""".formatted("long".repeat(30)));

        Table table = DatasetGenerator.generate(
                Tasks.labels(), 3, pairsBy(teacher).votes(1).maxCharacters(100));

        assertThat(reasons(table))
                .containsEntry("nice|Good", "same input as a row of request 1, whose vote it joined")
                .containsEntry("so so|MIXED", "")
                .containsEntry("hm|purple", "not one of the task's labels (Good, Bad)")
                .containsEntry("|bad", "empty input")
                .containsEntry("I love it|good", "same input as a demonstration")
                .containsEntry("long".repeat(30) + "|bad", "longer than 100 characters")
                .containsEntry("extra|Bad", "not needed: 3 rows are kept already");
        assertThat(DataRows.examples(table)).extracting(Example::output).containsExactly("Good", "MIXED", "Bad");
    }

    @Test
    void aTeacherWithoutUsableRepliesIsGivenUpAndWhatWasMadeStays() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> "I would rather not.");

        assertThatThrownBy(() ->
                        DatasetGenerator.generate(Tasks.open(), 5, by(teacher).examplesPerReply(1)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("malformed reply: I would rather not.");
        assertThat(teacher.asked).hasSize(10);
        assertThat(folder.resolve("data/generateDataset-unfinished.csv"))
                .content()
                .contains("rather not");
    }

    @Test
    void goesOnFromTheJournalAfterAnInterruption() throws IOException {
        Task task = Tasks.open();
        GenerationOptions options = GenerationOptions.defaults().teacher(Teachers.of("rehearsal"));
        DatasetGenerator.generate(task, 60, options.maxRequests(4));
        Path journal = folder.resolve("journal.jsonl");
        assertThat(journal).content().hasLineCount(5);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> DatasetGenerator.generate(task, 60, options))
                .isInstanceOf(StageInterruptedException.class)
                .hasMessageContaining("journal");
        Table resumed = DatasetGenerator.generate(task, 60, options);
        Run.use(folder.resolve("elsewhere"));
        Table undisturbed = DatasetGenerator.generate(task, 60, options);

        assertThat(resumed.print(1_000)).isEqualTo(undisturbed.print(1_000));
        assertThat(withoutTimes(journal)).isEqualTo(withoutTimes(folder.resolve("elsewhere/journal.jsonl")));
    }

    private static List<String> withoutTimes(Path journal) throws IOException {
        return Files.readAllLines(journal).stream()
                .map(line -> line.replaceFirst("\"time\":\"[^\"]*\"", ""))
                .sorted()
                .toList();
    }

    @Test
    void theSecondCallIsAnsweredFromTheRunFolder() {
        ScriptedTeacher teacher = ScriptedTeacher.saying(question -> "{\"input\": \"a\", \"output\": \"b\"}");
        Table first =
                DatasetGenerator.generate(Tasks.open(), 1, pairsBy(teacher).votes(1));
        Table second =
                DatasetGenerator.generate(Tasks.open(), 1, pairsBy(teacher).votes(1));

        assertThat(teacher.asked).hasSize(1);
        assertThat(second.print()).isEqualTo(first.print());
    }

    @Test
    void neverPassesTheBudget() {
        ScriptedTeacher teacher = new ScriptedTeacher(
                0.4,
                question -> new Reply.Text(
                        "{\"input\": \"a%d\", \"output\": \"b\"}".formatted(question.seed()), 1, 1, 0.3));

        Table table = DatasetGenerator.generate(
                Tasks.open(), 50, pairsBy(teacher).votes(1).budgetUsd(1));

        assertThat(teacher.asked).hasSize(3);
        assertThat(DataRows.kept(table).rowCount()).isEqualTo(3);
        assertThat(table.doubleColumn(Columns.COST_USD).sum()).isLessThanOrEqualTo(1);
    }

    @Test
    void aBudgetNeedsAPrice() {
        ScriptedTeacher teacher = new ScriptedTeacher(Double.NaN, question -> new Reply.Failed(""));
        assertThatThrownBy(() ->
                        DatasetGenerator.generate(Tasks.open(), 50, by(teacher).budgetUsd(1)))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("PROMPT2MODEL_TEACHER_PRICE");
        assertThat(teacher.asked).isEmpty();
    }

    @Test
    void rejectsATaskUnknownToTheRehearsalBeforeAnythingIsMade() {
        Task task = Tasks.of("Translate English to French.");
        assertThatThrownBy(() -> DatasetGenerator.generate(task, 5, by(Teachers.of("rehearsal"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("rehearsal teacher does not know");
        assertThat(folder.resolve("journal.jsonl")).doesNotExist();
    }

    @Test
    void rejectsAnInstructionThatFillsThePrompt() {
        Task task = Tasks.of("Do it. ".repeat(3_000));
        assertThatThrownBy(() -> DatasetGenerator.generate(task, 5, by(Teachers.of("rehearsal"))))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void rejectsCountsThatMakeNoSense(int examples) {
        assertThatThrownBy(() -> DatasetGenerator.generate(Tasks.open(), examples, GenerationOptions.defaults()))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining(Integer.toString(examples));
    }

    @Test
    void rejectsOptionsOutOfRange() {
        GenerationOptions options = GenerationOptions.defaults();
        assertThatThrownBy(() -> options.temperature(1, 0.5)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> options.temperature(0, 2.5)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> options.votes(0)).hasMessageContaining("votes is 0");
        assertThatThrownBy(() -> options.examplesPerReply(101)).hasMessageContaining("from 1 to 100");
        assertThatThrownBy(() -> options.budgetUsd(Double.NaN)).isInstanceOf(Prompt2ModelException.class);
        assertThatThrownBy(() -> options.maxRequests(0)).isInstanceOf(Prompt2ModelException.class);
    }
}
